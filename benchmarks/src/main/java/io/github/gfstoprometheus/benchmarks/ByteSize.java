package io.github.gfstoprometheus.benchmarks;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them, such as 500MB, in decimal units. */
public final class ByteSize {
  private static final Pattern SIZE = Pattern.compile("(\\d+)(KB|MB|GB)");

  private ByteSize() {}

  /**
   * Reads a size.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static long parse(String size) {
    Matcher matcher = SIZE.matcher(size);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("\"" + size + "\" is not a size such as 500MB");
    }
    long unit =
        switch (matcher.group(2)) {
          case "KB" -> 1_000;
          case "MB" -> 1_000_000;
          default -> 1_000_000_000;
        };
    return Long.parseLong(matcher.group(1)) * unit;
  }
}
