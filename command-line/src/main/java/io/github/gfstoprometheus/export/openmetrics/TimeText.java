package io.github.gfstoprometheus.export.openmetrics;

/**
 * Times as seconds with three decimals, all of one width, which lines of samples are made for:
 * {@code 1500000000.001}. Times before September 2001 begin with a zero.
 */
final class TimeText {
  /** Ten digits, a point and three more. */
  static final int WIDTH = 14;

  private static final long END_MILLIS = 10_000_000_000_000L;
  private static final int GROUP = 1000;

  /** The three digits of each number below a thousand. */
  private static final byte[] DIGITS = new byte[3 * GROUP];

  static {
    for (int number = 0; number < GROUP; number++) {
      DIGITS[3 * number] = digit(number / 100);
      DIGITS[3 * number + 1] = digit(number / 10 % 10);
      DIGITS[3 * number + 2] = digit(number % 10);
    }
  }

  private TimeText() {}

  private static byte digit(int value) {
    return (byte) ('0' + value);
  }

  /** Writes a time, in milliseconds since the epoch, at a place of an array. */
  static void put(long millis, byte[] text, int at) {
    if (millis < 0 || millis >= END_MILLIS) {
      throw new IllegalArgumentException(
          "%d ms since the epoch cannot be written in %d digits".formatted(millis, WIDTH - 1));
    }
    int high = (int) (millis / (GROUP * GROUP)); // thousands of seconds
    int low = (int) (millis % (GROUP * GROUP));
    int middle = high / GROUP; // millions of seconds
    text[at] = digit(middle / GROUP);
    group(middle % GROUP, text, at + 1);
    group(high % GROUP, text, at + 4);
    group(low / GROUP, text, at + 7);
    text[at + 10] = '.';
    group(low % GROUP, text, at + 11);
  }

  private static void group(int number, byte[] text, int at) {
    text[at] = DIGITS[3 * number];
    text[at + 1] = DIGITS[3 * number + 1];
    text[at + 2] = DIGITS[3 * number + 2];
  }
}
