package io.github.gfstoprometheus.benchmarks;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time as people write it, such as 24h.
 *
 * @param text as it was written
 */
public record TimeSpan(String text, Duration duration) {
  private static final Pattern SPAN = Pattern.compile("(\\d+)([mhd])");

  /**
   * Reads a length of time.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static TimeSpan parse(String text) {
    Matcher matcher = SPAN.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is not a length of time such as 24h");
    }
    long count = Long.parseLong(matcher.group(1));
    Duration duration =
        switch (matcher.group(2)) {
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          default -> Duration.ofDays(count);
        };
    return new TimeSpan(text, duration);
  }
}
