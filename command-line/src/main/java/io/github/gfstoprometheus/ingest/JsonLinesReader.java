package io.github.gfstoprometheus.ingest;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;

/**
 * Reads JSON lines: a series with samples in each.
 *
 * <pre>
 *   Input   → (Line "\n")*
 *   Line    → {"metric": Labels, "values": [Value*], "timestamps": [millis*]}
 *   Labels  → {"__name__": "text", …}
 *   Value   → number | null (the stale marker) | "NaN" | "Infinity" | "-Infinity"
 * </pre>
 *
 * <p>Keys come in any order; others than these are passed over, as are blank lines.
 *
 * @see <a href="https://docs.victoriametrics.com/#json-line-format">JSON line format</a>
 */
final class JsonLinesReader implements SampleReader {
  private final Lines lines;
  private final Intake intake;
  private final JsonLine line = new JsonLine();
  private final Place place;

  JsonLinesReader(IngestInput input, Intake intake) {
    this(new Lines(input), intake);
  }

  JsonLinesReader(Lines lines, Intake intake) {
    this.lines = lines;
    this.intake = intake;
    this.place = lines::describe;
  }

  @Override
  public boolean next() throws IOException {
    do {
      if (!lines.next()) {
        return false;
      }
    } while (lines.isBlank());
    try {
      lines.requireHeld();
      line.parse(lines);
    } catch (MalformedEntryException e) {
      intake.malformed(() -> lines.describe(e));
      return true;
    }
    add(line.labels(), line.timestampsMillis(), line.valueBits());
    return true;
  }

  private void add(LabelSet labels, Longs timestampsMillis, Longs valueBits) throws IOException {
    if (timestampsMillis.size() == 0) {
      return;
    }
    intake.entry();
    intake.series(labels);
    for (int i = 0; i < timestampsMillis.size(); i++) {
      intake.add(timestampsMillis.get(i), valueBits.get(i), place);
    }
  }
}
