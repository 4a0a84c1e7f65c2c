package io.github.gfstoprometheus.ingest;

/** A line or message does not follow its format; it is left out as a whole. */
final class MalformedEntryException extends Exception {
  private final long offset;

  /**
   * A fault.
   *
   * @param offset where it is, in bytes from the beginning of the entry
   */
  MalformedEntryException(long offset, String expected, String found) {
    super("expected " + expected + ", found " + found);
    this.offset = offset;
  }

  long offset() {
    return offset;
  }
}
