package io.github.gfstoprometheus.ingest;

import io.github.gfstoprometheus.tsdb.head.SampleSink;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Where the samples of all inputs go in: counts what becomes of them, and tells of the first few
 * that were lost, and of the first entries that were malformed.
 */
public final class Intake {
  private static final int MOST_LOST_TOLD = 5;
  private static final int MOST_MALFORMED_TOLD = 20;

  private final SampleSink sink;
  private final Consumer<String> problems;
  private final FirstFew malformed;
  private final FirstFew afterEnd;
  private final FirstFew tooLate;
  private final FirstFew conflicting;
  private LabelSet labels = LabelSet.of(Map.of());
  private int series;
  private long entries;
  private long taken;
  private long repeated;
  private long firstMillis = Long.MAX_VALUE;
  private long lastMillis = Long.MIN_VALUE;

  /** An intake that has taken nothing yet. */
  public Intake(SampleSink sink, Consumer<String> problems) {
    this.sink = sink;
    this.problems = problems;
    this.malformed = new FirstFew(MOST_MALFORMED_TOLD, problems);
    this.afterEnd = new FirstFew(MOST_LOST_TOLD, problems);
    this.tooLate = new FirstFew(MOST_LOST_TOLD, problems);
    this.conflicting = new FirstFew(MOST_LOST_TOLD, problems);
  }

  /** Something follows what said that it was the end. */
  void afterEnd(Supplier<String> message) {
    afterEnd.add(message);
  }

  /** A line or message that holds samples begins. */
  void entry() {
    entries++;
  }

  /** The samples that follow are of this series, which has labels. */
  void series(LabelSet next) {
    if (!next.equals(labels)) {
      series = sink.series(next);
      labels = next;
    }
  }

  /** Takes a sample of the series. */
  void add(long timestampMillis, long valueBits, Place place) throws IOException {
    switch (sink.add(series, timestampMillis, valueBits)) {
      case TAKEN -> {
        taken++;
        firstMillis = Math.min(firstMillis, timestampMillis);
        lastMillis = Math.max(lastMillis, timestampMillis);
      }
      case REPEATED -> repeated++;
      case CONFLICTING -> conflicting.add(() -> conflict(timestampMillis, place));
      case TOO_LATE -> tooLate.add(() -> lateness(timestampMillis, place));
    }
  }

  private String conflict(long timestampMillis, Place place) {
    return "%s: expected one value of %s at %s, found a second one, which is left out"
        .formatted(place.describe(), labels, Instant.ofEpochMilli(timestampMillis));
  }

  private String lateness(long timestampMillis, Place place) {
    return "%s: expected samples within the window behind the newest (%s), found one of %s at %s, which is left out"
        .formatted(
            place.describe(),
            taken == 0 ? "none" : Instant.ofEpochMilli(lastMillis),
            labels,
            Instant.ofEpochMilli(timestampMillis));
  }

  /** A line or message is left out. */
  void malformed(Supplier<String> message) {
    malformed.add(message);
  }

  /** Something is wrong with an input as a whole. */
  void problem(String message) {
    problems.accept(message);
  }

  /** All inputs are read: tells the sums of what was not told one by one. */
  public void end() {
    malformed.tellSum("%,d lines or messages are left out in all, of which the first %d are told");
    conflicting.tellSum("%,d samples have a second value in all, of which the first %d are told");
    tooLate.tellSum("%,d samples came too late in all, of which the first %d are told");
    if (tooLate.count() > 0) {
      problems.accept(
          "what came too late is lost: import it by itself, or all with a longer --out-of-order-window");
    }
  }

  /** What was taken so far. */
  public IngestFigures figures() {
    return new IngestFigures(
        entries,
        taken,
        tooLate.count(),
        conflicting.count(),
        repeated,
        malformed.count(),
        firstMillis,
        lastMillis);
  }
}
