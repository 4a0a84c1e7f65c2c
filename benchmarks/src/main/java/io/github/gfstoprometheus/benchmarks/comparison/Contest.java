package io.github.gfstoprometheus.benchmarks.comparison;

import io.github.gfstoprometheus.benchmarks.comparison.Contestants.Converted;
import io.github.gfstoprometheus.benchmarks.comparison.Contestants.Today;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** All programs on one archive, in turn, so that a slow spell of the machine meets all of them. */
final class Contest {
  /** A little more than 100 MB, as a generated archive is. */
  private static final long GEODE_LIMIT_BYTES = 110_000_000;

  /** Less is read too fast to see a steady state. */
  private static final long STEADY_BYTES = 9_000_000;

  /** A cold run that takes so long is nearly all in the steady state. */
  private static final double STEADY_SECONDS = 10;

  private final Subject subject;
  private final Contestants contestants;
  private final List<Result> converted = new ArrayList<>();
  private final List<Today> today = new ArrayList<>();
  private final List<Result> copied = new ArrayList<>();
  private final List<Result> readOurs = new ArrayList<>();
  private final List<Result> readGeode = new ArrayList<>();
  private double oursSteady = Double.NaN;
  private double geodeSteady = Double.NaN;
  private Optional<String> whyNotToday = Optional.empty();
  private Optional<String> whyNotGeode = Optional.empty();

  private interface Program {
    void run() throws IOException;
  }

  private interface Steady {
    double megabytesPerCpuSecond() throws IOException;
  }

  Contest(Subject subject, Contestants contestants, long todayLimitSamples) {
    this.subject = subject;
    this.contestants = contestants;
    if (subject.samples() > todayLimitSamples) {
      whyNotToday =
          Optional.of(
              format(
                  "not run on more than %,d samples (`--today-limit`): it makes about a third of a"
                      + " million a second",
                  todayLimitSamples));
    }
    if (subject.bytes() > GEODE_LIMIT_BYTES) {
      whyNotGeode =
          Optional.of(
              format(
                  "not run on more than %,d bytes: it keeps the archive in memory whole",
                  GEODE_LIMIT_BYTES));
    }
  }

  void run(int runs) throws IOException {
    for (int i = 0; i < runs; i++) {
      Converted result = contestants.convert();
      converted.add(result.result());
      copied.add(contestants.copy(result));
      readOurs.add(contestants.readOurs());
      whyNotGeode = orWhyNot(whyNotGeode, () -> readGeode.add(contestants.readGeode()));
      whyNotToday = orWhyNot(whyNotToday, () -> today.add(contestants.today()));
    }
    if (subject.bytes() >= STEADY_BYTES) {
      oursSteady = steady(Result.median(readOurs), contestants::readOursSteadily);
      whyNotGeode =
          orWhyNot(
              whyNotGeode,
              () -> geodeSteady = steady(Result.median(readGeode), contestants::readGeodeSteadily));
    }
  }

  /** There are archives that the peers cannot read, and machines without promtool. */
  private static Optional<String> orWhyNot(Optional<String> already, Program program) {
    if (already.isPresent()) {
      return already;
    }
    try {
      program.run();
      return Optional.empty();
    } catch (IOException | IllegalStateException e) {
      return Optional.of(e.getMessage().lines().findFirst().orElse("failed"));
    }
  }

  private static double steady(Result cold, Steady warm) throws IOException {
    return cold.wallSeconds() >= STEADY_SECONDS
        ? cold.inputMegabytesPerCpuSecond()
        : warm.megabytesPerCpuSecond();
  }

  void addTo(ComparisonTable table) {
    table.subject(subject);
    Result base = Result.median(converted);
    table.result("(a) gfs-to-prometheus convert", base);
    if (base.samples() != subject.samples()) {
      table.note(subject, format("convert was asked to write only %,d samples", base.samples()));
    }
    addToday(table, base);
    Result floor = Result.median(copied);
    table.result("(c) the floor: same bytes, plain channels", floor);
    table.ratio("- (a) ÷ (c)", base, floor);
    addReaders(table);
  }

  private void addToday(ComparisonTable table, Result base) {
    String name = "(b) today's way: Geode's reader, promtool";
    if (whyNotToday.isPresent()) {
      table.absent(name);
      table.note(subject, "today's way: " + whyNotToday.get());
      return;
    }
    Today median =
        today.stream()
            .sorted(Comparator.comparingDouble(one -> one.whole().wallSeconds()))
            .toList()
            .get(today.size() / 2);
    table.result(name, median.whole());
    table.part("- of which promtool", median.promtoolSeconds(), median.promtoolPeakBytes());
    table.ratio("- (b) ÷ (a)", median.whole(), base);
    if (median.whole().samples() != subject.samples()) {
      table.note(
          subject,
          format(
              "it holds %,d samples, of which today's way has %,d",
              subject.samples(), median.whole().samples()));
    }
  }

  private void addReaders(ComparisonTable table) {
    Result ours = Result.median(readOurs);
    table.result("(d) reading alone: this reader", ours);
    table.steady("- in a warm JVM, per core", oursSteady);
    String name = "(d) reading alone: Geode's";
    if (whyNotGeode.isPresent()) {
      table.absent(name);
      table.note(subject, "Geode's reader: " + whyNotGeode.get());
      return;
    }
    Result geode = Result.median(readGeode);
    table.result(name, geode);
    table.steady("- in a warm JVM, per core", geodeSteady);
    table.ratio("- Geode's ÷ this reader's", geode, ours);
    table.steadyRatio("- the same in a warm JVM", geodeSteady / oursSteady);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
