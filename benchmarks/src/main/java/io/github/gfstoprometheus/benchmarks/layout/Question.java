package io.github.gfstoprometheus.benchmarks.layout;

import io.github.gfstoprometheus.testkit.prometheus.PrometheusServer;
import io.github.gfstoprometheus.testkit.prometheus.SampleConsumer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A query over a range of time that ends when it is asked about.
 *
 * @param name what the table calls it
 * @param expression in PromQL
 * @param series how many series it must be about
 * @param range from its first step to its last; zero makes it an instant query
 * @param step between two steps
 */
record Question(String name, String expression, long series, Duration range, Duration step) {
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
  private static final int INSTANCES = 50;

  /** How many series there are, which looks at a sample of each. */
  static Question instant(long series) {
    return new Question(
        "instant, all " + series, "count({job=\"gemfire\"})", series, Duration.ZERO, Duration.ZERO);
  }

  /** What a panel shows that somebody looks at closely. */
  static Question hour() {
    return new Question(
        "1 h at 15 s, " + INSTANCES,
        "{__name__=\"gemfire_gets\",%s}".formatted(instances()),
        INSTANCES,
        Duration.ofHours(1),
        Duration.ofSeconds(15));
  }

  /** What a panel shows of all the time that there is. */
  static Question days(int days) {
    return new Question(
        "%d d at 5 m, %d".formatted(days, 2 * INSTANCES),
        "{__name__=~\"gemfire_gets|gemfire_puts\",%s}".formatted(instances()),
        2L * INSTANCES,
        // The first step must not lie before the first sample.
        Duration.ofDays(days).minus(FIVE_MINUTES),
        FIVE_MINUTES);
  }

  private static String instances() {
    return IntStream.range(0, INSTANCES)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining("|", "exported_instance=~\"instance-(", ")\""));
  }

  /** Asks, and returns how long the whole answer took to come. */
  Duration ask(PrometheusServer server, Instant through) throws IOException {
    String path = pathAndQuery(through);
    long startNanos = System.nanoTime();
    server.get(path);
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  /** How many series the answer is about. */
  long seriesFound(PrometheusServer server, Instant through) throws IOException {
    Answer answer = new Answer();
    if (range.isZero()) {
      server.query(expression, through.toEpochMilli(), answer);
      return Math.round(answer.lastValue);
    }
    long fromMillis = through.minus(range).toEpochMilli();
    server.queryRange(expression, fromMillis, through.toEpochMilli(), step, answer);
    return answer.names.size();
  }

  private String pathAndQuery(Instant through) {
    String query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
    long end = through.getEpochSecond();
    return range.isZero()
        ? "/api/v1/query?query=%s&time=%d".formatted(query, end)
        : "/api/v1/query_range?query=%s&start=%d&end=%d&step=%d"
            .formatted(query, end - range.toSeconds(), end, step.toSeconds());
  }

  private static final class Answer implements SampleConsumer {
    private final Set<String> names = new HashSet<>();
    private double lastValue;

    @Override
    public void accept(String series, double value, long timestampMillis) {
      names.add(series);
      lastValue = value;
    }
  }
}
