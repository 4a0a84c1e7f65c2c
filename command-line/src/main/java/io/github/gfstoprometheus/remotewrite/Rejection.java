package io.github.gfstoprometheus.remotewrite;

/**
 * Samples that a receiver will never take.
 *
 * @param reason of what kind the reason is
 * @param words what the receiver said, in one line
 * @param samples how many they are
 * @param firstMillis the time of the first one
 * @param lastMillis the time of the last one
 */
public record Rejection(
    Reason reason, String words, long samples, long firstMillis, long lastMillis) {
  /** Why samples are refused. */
  public enum Reason {
    /** The receiver has later samples of their series, or others of the same time. */
    OUT_OF_ORDER,
    /** They are older than the receiver takes, or newer. */
    OUT_OF_BOUNDS,
    /** The receiver wrote fewer samples of a request than that had, and did not say why. */
    NOT_WRITTEN,
    /** Something else, which its words say. */
    OTHER
  }

  /** This and another one of the same reason. */
  public Rejection plus(Rejection other) {
    return new Rejection(
        reason,
        words,
        samples + other.samples,
        Math.min(firstMillis, other.firstMillis),
        Math.max(lastMillis, other.lastMillis));
  }
}
