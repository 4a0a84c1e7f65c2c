package io.github.gfstoprometheus.benchmarks.comparison;

import static io.github.gfstoprometheus.benchmarks.process.MarkdownTable.count;
import static io.github.gfstoprometheus.benchmarks.process.MarkdownTable.number;

import io.github.gfstoprometheus.benchmarks.Scratch;
import io.github.gfstoprometheus.benchmarks.comparison.Contestants.Today;
import io.github.gfstoprometheus.benchmarks.process.MarkdownTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All programs on one archive, in turn, so that a slow spell of the machine meets all of them. */
final class Contest {
  private static final int MB = 1_000_000;

  private final Path archive;
  private final long samples;
  private final Contestants contestants;
  private final List<Result> converted = new ArrayList<>();
  private final List<Today> today = new ArrayList<>();
  private final List<Result> copied = new ArrayList<>();
  private final List<Result> readOurs = new ArrayList<>();
  private final List<Result> readGeode = new ArrayList<>();
  private Optional<String> peerFailure = Optional.empty();

  Contest(Path archive, Scratch scratch) throws IOException {
    this.archive = archive;
    this.samples = SampleCount.ofArchive(archive);
    this.contestants = new Contestants(archive, samples, scratch);
  }

  void run(int runs) throws IOException {
    for (int i = 0; i < runs; i++) {
      Result result = contestants.convert();
      converted.add(result);
      copied.add(contestants.copy(result.outputBytes()));
      readOurs.add(contestants.readOurs());
      if (peerFailure.isEmpty()) {
        runPeer();
      }
    }
  }

  /** There are archives that Geode's reader cannot read: those have no peer. */
  private void runPeer() {
    try {
      today.add(contestants.today());
      readGeode.add(contestants.readGeode());
    } catch (IOException e) {
      peerFailure = Optional.of(e.getMessage().lines().findFirst().orElse("failed"));
    }
  }

  void addTo(MarkdownTable table) throws IOException {
    table.row(
        "**%s**: %s bytes, %s samples"
            .formatted(archive.getFileName(), count(Files.size(archive)), count(samples)));
    Result base = Result.median(converted);
    row(table, "gfs-to-prometheus convert", base, base);
    if (peerFailure.isEmpty()) {
      Today peer = medianToday();
      row(table, "today's way", peer.whole(), base);
      table.row(
          "- of which promtool",
          number("%.2f", peer.promtoolSeconds()),
          "",
          count(peer.promtoolPeakBytes() / MB));
      ratioRow(table, peer.whole(), base);
    } else {
      table.row("today's way: " + peerFailure.get());
    }
    row(table, "the floor: same bytes, plain channels", Result.median(copied), base);
    row(table, "reading alone: this reader", Result.median(readOurs), base);
    if (peerFailure.isEmpty()) {
      row(table, "reading alone: Geode's", Result.median(readGeode), base);
    }
  }

  /** What should be known beside the table. */
  Optional<String> remark() {
    if (peerFailure.isPresent() || medianToday().whole().samples() == samples) {
      return Optional.empty();
    }
    return Optional.of(
        "%s holds %s samples, of which today's way has %s"
            .formatted(
                archive.getFileName(), count(samples), count(medianToday().whole().samples())));
  }

  private Today medianToday() {
    return today.stream()
        .sorted(Comparator.comparingDouble(one -> one.whole().wallSeconds()))
        .toList()
        .get(today.size() / 2);
  }

  static MarkdownTable table() {
    return new MarkdownTable(
        "program",
        "wall s",
        "CPU s",
        "peak MB",
        "samples/s",
        "bytes out",
        "bytes/sample",
        "wall ÷ convert's");
  }

  private static void row(MarkdownTable table, String name, Result result, Result base) {
    boolean writes = result.outputBytes() > 0;
    table.row(
        name,
        number("%.2f", result.wallSeconds()),
        number("%.2f", result.cost().cpuSeconds()),
        count(result.cost().peakBytes() / MB),
        number("%,.0f", result.samplesPerSecond()),
        writes ? count(result.outputBytes()) : "",
        writes ? number("%.3f", result.bytesPerSample()) : "",
        number("%.2f", result.wallSeconds() / base.wallSeconds()));
  }

  private static void ratioRow(MarkdownTable table, Result peer, Result base) {
    table.row(
        "- ratio to convert",
        times(peer.wallSeconds() / base.wallSeconds()),
        times(peer.cost().cpuSeconds() / base.cost().cpuSeconds()),
        times((double) peer.cost().peakBytes() / base.cost().peakBytes()),
        times(peer.samplesPerSecond() / base.samplesPerSecond()),
        times((double) peer.outputBytes() / base.outputBytes()),
        times(peer.bytesPerSample() / base.bytesPerSample()));
  }

  private static String times(double ratio) {
    return number("× %.3g", ratio);
  }
}
