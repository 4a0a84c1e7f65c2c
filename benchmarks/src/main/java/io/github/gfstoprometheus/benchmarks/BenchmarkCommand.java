package io.github.gfstoprometheus.benchmarks;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** How the commands of {@code benchmarks/} read their arguments and end. */
public final class BenchmarkCommand {
  private BenchmarkCommand() {}

  /**
   * Runs a command and returns its exit code: 0 done, 1 failed, 2 wrong command line. What it does
   * not know as an option of its own is a positional argument.
   */
  public static int run(Callable<Integer> command, String[] arguments) {
    return new CommandLine(command)
        .setUnmatchedOptionsArePositionalParams(true)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(ByteSize.class, text -> parsed(ByteSize::parse, text))
        .registerConverter(TimeSpan.class, text -> parsed(TimeSpan::parse, text))
        .setExecutionExceptionHandler((failure, line, parsed) -> failed(failure))
        .execute(arguments);
  }

  /** The usage error says what is wrong, and not which exception said so. */
  private static <T> T parsed(Function<String, T> parser, String text) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  /** What the machine lacks needs no stack trace. */
  private static int failed(Exception failure) throws Exception {
    if (failure instanceof IOException || failure instanceof IllegalStateException) {
      System.err.println(failure.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
    throw failure;
  }
}
