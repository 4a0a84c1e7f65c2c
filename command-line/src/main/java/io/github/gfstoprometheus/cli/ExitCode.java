package io.github.gfstoprometheus.cli;

/** What the process tells its caller. */
final class ExitCode {
  /** All was done. */
  static final int DONE = 0;

  /** It failed; the message says why. */
  static final int FAILED = 1;

  /** The command line is wrong. */
  static final int USAGE = 2;

  /** It was done, but some input was malformed or lost; the messages say which. */
  static final int INCOMPLETE = 3;

  /** Whoever read standard output has gone: what a shell says of a program that SIGPIPE ends. */
  static final int BROKEN_PIPE = 128 + 13;

  private ExitCode() {}
}
