package io.github.gfstoprometheus.cli;

import java.io.IOException;

/** Whoever read our standard output has gone. */
final class BrokenPipeException extends IOException {
  private static final long serialVersionUID = 1L;

  BrokenPipeException(IOException cause) {
    super(cause);
  }
}
