package io.github.gfstoprometheus.protocol;

/** A message cannot be decoded, so that nothing of it is. */
public final class MalformedRequestException extends Exception {
  private final int offset;

  MalformedRequestException(int offset, String expected, String found) {
    super("expected " + expected + ", found " + found);
    this.offset = offset;
  }

  /** Where the fault is, in bytes from the beginning of the message. */
  public int offset() {
    return offset;
  }
}
