package io.github.gfstoprometheus.tsdb.block;

import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The name of a block: 48 bits of time and 80 random bits, written as 26 characters of Crockford's
 * base 32.
 *
 * @param high the time in milliseconds since the epoch in the upper 48 bits, then 16 random ones
 * @param low 64 random bits
 * @see <a href="https://github.com/ulid/spec">ULID</a>
 */
public record Ulid(long high, long low) {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int LENGTH = 26;
  private static final int CHARACTER_BITS = 5;
  private static final int RANDOM_BITS_IN_HIGH = 16;

  /** Makes ULIDs from a clock and a source of random numbers. */
  public static Supplier<Ulid> generator(InstantSource clock, RandomGenerator random) {
    return () ->
        new Ulid(
            clock.millis() << RANDOM_BITS_IN_HIGH
                | random.nextLong() >>> (Long.SIZE - RANDOM_BITS_IN_HIGH),
            random.nextLong());
  }

  /** The ULID that the text is, which {@link #isUlid} one. */
  static Ulid parse(String text) {
    long high = 0;
    long low = 0;
    for (int i = 0; i < LENGTH; i++) {
      high = high << CHARACTER_BITS | low >>> (Long.SIZE - CHARACTER_BITS);
      low = low << CHARACTER_BITS | ALPHABET.indexOf(text.charAt(i));
    }
    return new Ulid(high, low);
  }

  /** The ULID that stands right behind this one. */
  Ulid next() {
    return new Ulid(low == -1 ? high + 1 : high, low + 1);
  }

  /** Whether the text is the name of a block, as {@link #toString} writes it. */
  public static boolean isUlid(String text) {
    return text.length() == LENGTH
        && text.charAt(0) <= '7'
        && text.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
  }

  @Override
  public String toString() {
    char[] text = new char[LENGTH];
    long restLow = low;
    long restHigh = high;
    for (int i = LENGTH - 1; i >= 0; i--) {
      text[i] = ALPHABET.charAt((int) restLow & 0x1f);
      restLow = restLow >>> CHARACTER_BITS | restHigh << (Long.SIZE - CHARACTER_BITS);
      restHigh >>>= CHARACTER_BITS;
    }
    return new String(text);
  }
}
