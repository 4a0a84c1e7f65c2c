package io.github.gfstoprometheus.protocol;

/** What stands between the messages is none of this format; nothing can be read from there on. */
public final class MalformedStreamException extends Exception {
  private final long offset;

  MalformedStreamException(long offset, String expected, String found, String advice) {
    super("expected " + expected + ", found " + found + ": " + advice);
    this.offset = offset;
  }

  /** Where it stands, in bytes from the beginning of the input. */
  public long offset() {
    return offset;
  }
}
