package io.github.gfstoprometheus.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Reads OpenMetrics 1.0 text whose samples have timestamps.
 *
 * <pre>
 *   Input   → (Comment | Sample)* "# EOF\n"
 *   Comment → "# HELP name text\n" | "# TYPE name type\n" | "# UNIT name unit\n"
 *   Sample  → name ["{" label="value", … "}"] value seconds [" # " exemplar] "\n"
 * </pre>
 *
 * <p>Other comments, blank lines, tabs and more than one space are taken, as in Prometheus' own
 * text format. {@code NaN} is a value; {@code nan} in lower case, which means the same elsewhere,
 * is the stale marker: the format has no other place for it.
 *
 * @see <a
 *     href="https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md">OpenMetrics</a>
 */
final class OpenMetricsReader implements SampleReader {
  private static final String END = "# EOF";
  private static final int MOST_END_BYTES = 80;
  private static final Set<String> TYPES =
      Set.of(
          "unknown",
          "untyped",
          "gauge",
          "counter",
          "stateset",
          "info",
          "histogram",
          "gaugehistogram",
          "summary");

  private final Lines lines;
  private final IngestInput input;
  private final Intake intake;
  private final OpenMetricsLine line = new OpenMetricsLine();
  private final Place place;
  private boolean hasEnd;
  private boolean isOver;

  OpenMetricsReader(IngestInput input, Intake intake) {
    this.lines = new Lines(input);
    this.input = input;
    this.intake = intake;
    this.place = lines::describe;
  }

  @Override
  public boolean next() throws IOException {
    if (!lines.next()) {
      end();
      return false;
    }
    if (lines.isBlank()) {
      return true;
    }
    if (hasEnd) {
      intake.afterEnd(
          () ->
              "%s: expected nothing after %s, found %s; it is read on"
                  .formatted(lines.describe(), END, lines.excerpt(0)));
      hasEnd = false;
    }
    try {
      lines.requireHeld();
      if (!lines.isWhole() && !isEnd()) {
        return true; // its number may lack digits; what ends without an end is told below
      }
      if (lines.buffer()[lines.start()] == '#') {
        comment();
        return true;
      }
      line.parse(lines);
    } catch (MalformedEntryException e) {
      intake.malformed(() -> lines.describe(e));
      return true;
    }
    intake.entry();
    intake.series(line.labels());
    intake.add(line.timestampMillis(), line.valueBits(), place);
    return true;
  }

  private void end() {
    if (!isOver && !hasEnd && !input.isBrokenOff() && input.failure().isEmpty()) {
      intake.problem(
          "%s: expected %s as the last line, found the end %s line %d: the input was cut; what stood before is taken"
              .formatted(input.name(), END, lines.isWhole() ? "after" : "within", lines.number()));
    }
    isOver = true;
  }

  private void comment() throws MalformedEntryException {
    if (isEnd()) {
      hasEnd = true;
      return;
    }
    String[] words = text().split("[ \t]+", 4);
    boolean isType = words.length > 1 && words[0].equals("#") && words[1].equals("TYPE");
    if (isType && (words.length < 4 || !TYPES.contains(words[3]))) {
      throw new MalformedEntryException(
          0, "# TYPE with a name and one of the types of OpenMetrics", lines.excerpt(0));
    }
  }

  private boolean isEnd() {
    return lines.end() - lines.start() <= MOST_END_BYTES && text().stripTrailing().equals(END);
  }

  private String text() {
    int length = lines.end() - lines.start();
    return new String(lines.buffer(), lines.start(), length, StandardCharsets.UTF_8);
  }
}
