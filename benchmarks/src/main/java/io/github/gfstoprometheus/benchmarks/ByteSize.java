package io.github.gfstoprometheus.benchmarks;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A size as people write it, such as 500MB, in decimal units.
 *
 * @param text as it was written
 */
public record ByteSize(String text, long bytes) {
  private static final Pattern SIZE = Pattern.compile("(\\d+)(KB|MB|GB)");

  /**
   * Reads a size.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static ByteSize parse(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is not a size such as 500MB");
    }
    long unit =
        switch (matcher.group(2)) {
          case "KB" -> 1_000;
          case "MB" -> 1_000_000;
          default -> 1_000_000_000;
        };
    return new ByteSize(text, Long.parseLong(matcher.group(1)) * unit);
  }
}
