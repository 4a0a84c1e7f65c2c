package io.github.gfstoprometheus.testkit.geode;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command line of {@link ArchiveGenerator}: {@code [--OPTION VALUE]… FILE}. */
record GeneratorArguments(Path archive, ArchiveShape shape) {

  private static final Pattern SIZE = Pattern.compile("(\\d+)(|KB|MB|GB)");

  static GeneratorArguments parse(String[] arguments) {
    if (arguments.length % 2 == 0) {
      throw new IllegalArgumentException(
          "expected [--size 500MB | --ticks N] [--series N] [--jitter none|linux|macos] [--seed N] FILE");
    }
    ArchiveShape shape = ArchiveShape.typical();
    int last = arguments.length - 1;
    for (int i = 0; i < last; i += 2) {
      shape = apply(shape, arguments[i], arguments[i + 1]);
    }
    return new GeneratorArguments(Path.of(arguments[last]), shape);
  }

  private static ArchiveShape apply(ArchiveShape shape, String option, String value) {
    return switch (option) {
      case "--size" -> shape.withSizeBytes(bytes(value));
      case "--ticks" -> shape.withTicks(Long.parseLong(value));
      case "--series" -> shape.withSeries(Integer.parseInt(value));
      case "--seed" -> shape.withSeed(Long.parseLong(value));
      case "--jitter" ->
          shape.withClock(
              shape.start(), shape.interval(), Jitter.valueOf(value.toUpperCase(Locale.ROOT)));
      default -> throw new IllegalArgumentException("no option of the generator: " + option);
    };
  }

  /** Decimal units, as disks are sold. */
  private static long bytes(String size) {
    Matcher matcher = SIZE.matcher(size);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a size such as 500MB: " + size);
    }
    long unit =
        switch (matcher.group(2)) {
          case "KB" -> 1_000;
          case "MB" -> 1_000_000;
          case "GB" -> 1_000_000_000;
          default -> 1;
        };
    return Long.parseLong(matcher.group(1)) * unit;
  }
}
