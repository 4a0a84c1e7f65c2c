package io.github.gfstoprometheus.watch;

import io.github.gfstoprometheus.archives.ReadFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;

/** Why something could not be done, for people to read. */
final class Failure {
  private Failure() {}

  static String describe(Exception failure) {
    Exception cause =
        failure instanceof UncheckedIOException unchecked ? unchecked.getCause() : failure;
    if (cause instanceof FileSystemException file && file.getFile() != null) {
      return file.getFile() + ": " + ReadFailure.reason(file);
    }
    return cause instanceof IOException inputOutput
        ? ReadFailure.reason(inputOutput)
        : String.valueOf(cause);
  }
}
