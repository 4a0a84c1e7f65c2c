package io.github.gfstoprometheus.ingest;

/**
 * What became of the samples of all inputs.
 *
 * @param entries lines or messages that held samples
 * @param samples those that were taken
 * @param tooLate samples that were lost, as they were older than the window
 * @param conflicting samples that were left out, as their series had another value at the time
 * @param repeated samples that were there already
 * @param malformed lines or messages that were left out
 * @param firstMillis the time of the first sample; without meaning if none was taken
 * @param lastMillis the time of the last sample; without meaning if none was taken
 */
public record IngestFigures(
    long entries,
    long samples,
    long tooLate,
    long conflicting,
    long repeated,
    long malformed,
    long firstMillis,
    long lastMillis) {
  /** These figures, if some of the samples turned out not to be new when they were written. */
  public IngestFigures withoutTaken(long moreRepeated, long moreConflicting) {
    return new IngestFigures(
        entries,
        samples - moreRepeated - moreConflicting,
        tooLate,
        conflicting + moreConflicting,
        repeated + moreRepeated,
        malformed,
        firstMillis,
        lastMillis);
  }
}
