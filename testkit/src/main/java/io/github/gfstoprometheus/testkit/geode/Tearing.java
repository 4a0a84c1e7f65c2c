package io.github.gfstoprometheus.testkit.geode;

/** Where what a writer flushes is cut, so that a reader of the live file sees half a token. */
public enum Tearing {
  /** Nowhere: a sample arrives as a whole, as it nearly always does. */
  NONE,

  /** Anywhere, into several writes one after the other, as those of a small buffer. */
  SPLIT,

  /** Anywhere, and the rest waits for the next flush: the file ends in half a token most times. */
  HELD
}
