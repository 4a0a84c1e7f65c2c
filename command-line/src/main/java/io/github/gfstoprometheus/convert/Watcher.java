package io.github.gfstoprometheus.convert;

/** Watches a conversion, and may end it. */
public interface Watcher {
  /** Watches nothing. */
  Watcher NONE = new Watcher() {};

  /**
   * How far a conversion has come.
   *
   * @param bytesIn bytes read, compressed ones as they are
   * @param millis the time that all members have reached
   * @param members how many members have more
   * @param written what has been written
   */
  record Progress(long bytesIn, long millis, int members, Written written) {}

  /**
   * What a conversion has written.
   *
   * @param unit what is counted, in the singular
   */
  record Written(long count, String unit) {}

  /** The conversion has come so far. */
  default void advanced(Progress progress) {}

  /** Whether it shall end where it is; what was published stays, and the next run carries on. */
  default boolean wantsEnd() {
    return false;
  }
}
