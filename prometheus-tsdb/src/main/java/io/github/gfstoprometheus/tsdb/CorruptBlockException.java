package io.github.gfstoprometheus.tsdb;

import java.io.IOException;
import java.nio.file.Path;

/** A file of a block does not hold what its format demands. */
public final class CorruptBlockException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * The message is {@code FILE: at byte OFFSET: expected EXPECTED, found FOUND}.
   *
   * @param offsetBytes where in the file the offending bytes begin
   */
  public CorruptBlockException(Path file, long offsetBytes, String expected, String found) {
    super(file + ": at byte " + offsetBytes + ": expected " + expected + ", found " + found);
  }
}
