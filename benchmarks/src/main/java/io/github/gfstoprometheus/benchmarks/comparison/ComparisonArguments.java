package io.github.gfstoprometheus.benchmarks.comparison;

import io.github.gfstoprometheus.benchmarks.ByteSize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The command line: {@code [--runs N] [--generate SIZE] ARCHIVE…}.
 *
 * @param runs how often each program runs on each archive
 * @param generatedBytes the size of an archive to generate
 * @param archives files to compare on
 */
record ComparisonArguments(int runs, OptionalLong generatedBytes, List<Path> archives) {
  private static final int DEFAULT_RUNS = 3;

  static ComparisonArguments parse(String[] arguments) {
    int runs = DEFAULT_RUNS;
    OptionalLong generatedBytes = OptionalLong.empty();
    List<Path> archives = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--runs" -> runs = Integer.parseInt(value(arguments, ++i));
        case "--generate" ->
            generatedBytes = OptionalLong.of(ByteSize.parse(value(arguments, ++i)));
        default -> archives.add(Path.of(arguments[i]));
      }
    }
    if (runs < 1 || (archives.isEmpty() && generatedBytes.isEmpty())) {
      throw new IllegalArgumentException(
          "expected [--runs N] [--generate SIZE] ARCHIVE…, with at least one run and archive");
    }
    return new ComparisonArguments(runs, generatedBytes, List.copyOf(archives));
  }

  private static String value(String[] arguments, int index) {
    if (index == arguments.length) {
      throw new IllegalArgumentException(arguments[index - 1] + " needs a value");
    }
    return arguments[index];
  }
}
