package io.github.gfstoprometheus.archives;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** Why the bytes of one archive cannot be had, for people to read. */
public final class ReadFailure {
  private ReadFailure() {}

  /** A sentence that begins with the name of what could not be read. */
  public static String describe(String name, IOException failure) {
    return name + ": cannot be read: " + reason(failure);
  }

  /** The reason alone, in the words of the shell where it has some. */
  public static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    Optional<String> text =
        Optional.ofNullable(
            failure instanceof FileSystemException file ? file.getReason() : failure.getMessage());
    return text.orElse(failure.getClass().getSimpleName());
  }
}
