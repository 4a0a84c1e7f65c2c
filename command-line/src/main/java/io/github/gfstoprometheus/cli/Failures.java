package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.archives.ReadFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns an exception that ends a command into a line that a user can act upon. */
final class Failures implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(Exception failure, CommandLine line, ParseResult result)
      throws Exception {
    if (failure instanceof BrokenPipeException) {
      return ExitCode.BROKEN_PIPE; // quietly: who closed the pipe has all that was wanted
    }
    line.getErr().println("gfs-to-prometheus: " + message(inputOutput(failure)));
    return ExitCode.FAILED;
  }

  private static IOException inputOutput(Exception failure) throws Exception {
    if (failure instanceof IOException inputOutput) {
      return inputOutput;
    }
    if (failure instanceof UncheckedIOException unchecked) {
      return unchecked.getCause();
    }
    throw failure; // a defect: its stack trace is wanted
  }

  static String message(IOException failure) {
    if (failure instanceof FileSystemException fileFailure) {
      return fileFailure.getFile() + ": " + reason(fileFailure);
    }
    return Optional.ofNullable(failure.getMessage()).orElse(failure.toString());
  }

  private static String reason(FileSystemException failure) {
    if (failure instanceof NotDirectoryException || failure instanceof FileAlreadyExistsException) {
      return "not a directory";
    }
    return ReadFailure.reason(failure);
  }
}
