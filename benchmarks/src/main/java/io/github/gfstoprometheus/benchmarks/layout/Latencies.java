package io.github.gfstoprometheus.benchmarks.layout;

import io.github.gfstoprometheus.testkit.prometheus.PrometheusServer;
import io.github.gfstoprometheus.tsdb.block.Blocks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * How long a real Prometheus takes for questions about a generated archive.
 *
 * <p>Each question is asked about several times, the same for all layouts: where in a chunk the
 * wanted sample lies decides how much of it has to be decoded.
 */
final class Latencies {
  /** One that compacts nothing: the layout stays what it is. */
  private static final String[] NO_COMPACTION =
      PrometheusServer.blockRanges(Duration.ofHours(2), Duration.ofHours(2));

  private static final long SEED = 1;

  private final List<Question> questions;
  private final Instant start;
  private final Duration length;
  private final int rounds;
  private final Map<Question, List<Duration>> asked = new HashMap<>();
  private final Map<String, String> surprises = new TreeMap<>();

  /**
   * Nothing asked yet.
   *
   * @param start of the archive
   * @param length of the archive
   * @param rounds how often each question is asked in a warm server
   */
  Latencies(List<Question> questions, Instant start, Duration length, int rounds) {
    this.questions = List.copyOf(questions);
    this.start = start;
    this.length = length;
    this.rounds = rounds;
  }

  /** Starts a server over a directory of blocks and asks it everything. */
  void measure(Path data) throws IOException {
    if (questions.isEmpty()) {
      return;
    }
    List<String> before = Blocks.list(data);
    try (PrometheusServer server = PrometheusServer.start(data, NO_COMPACTION)) {
      for (Question question : questions) {
        List<Instant> times = times(question);
        check(server, question, times.get(0));
        for (Instant time : times) {
          question.ask(server, time); // which warms
        }
        List<Duration> durations = asked.computeIfAbsent(question, none -> new ArrayList<>());
        for (Instant time : times) {
          durations.add(question.ask(server, time));
        }
      }
    }
    if (!Blocks.list(data).equals(before)) {
      throw new IOException("Prometheus has changed the blocks that it was asked about");
    }
  }

  /** The median and, in brackets, the best of a question. */
  String cell(Question question) {
    List<Duration> sorted = asked.get(question).stream().sorted().toList();
    return "%s (%s)".formatted(millis(sorted.get(sorted.size() / 2)), millis(sorted.get(0)));
  }

  /** Answers that are not about as many series as there are. */
  List<String> surprises() {
    return List.copyOf(surprises.values());
  }

  private void check(PrometheusServer server, Question question, Instant time) throws IOException {
    long found = question.seriesFound(server, time);
    if (found != question.series()) {
      surprises.put(
          question.name(), "\"%s\" is answered with %,d series".formatted(question.name(), found));
    }
  }

  private List<Instant> times(Question question) {
    Random random = new Random(SEED);
    Instant earliest = start.plus(question.range()).plusSeconds(1);
    long spareSeconds = Math.max(1, length.minus(question.range()).toSeconds() - 1);
    List<Instant> times = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      times.add(earliest.plusSeconds((long) (random.nextDouble() * spareSeconds)));
    }
    return times;
  }

  private static String millis(Duration duration) {
    return String.format(Locale.ROOT, "%.1f", duration.toNanos() / 1e6);
  }
}
