package io.github.gfstoprometheus.convert;

import java.util.Locale;

/**
 * What a unit of an archive becomes where base units are wanted.
 *
 * <p>Powers of ten are divided by, never multiplied with their reciprocal: so each value is the
 * double nearest to the true quotient. Kilobytes and megabytes are Geode's, of 1024 and 1024²
 * bytes; those powers of two are exact either way.
 *
 * @param divisor what a value is divided by
 * @param suffix what the name ends in, without its underscore, or empty
 */
record BaseUnit(double divisor, String suffix) {
  /** A unit that stays as it is. */
  static final BaseUnit OTHER = new BaseUnit(1, "");

  private static final String SECONDS = "seconds";
  private static final String BYTES = "bytes";
  private static final String RATIO = "ratio";

  /** What this unit, as the archive writes it, becomes. */
  static BaseUnit of(String unit) {
    return switch (unit.toLowerCase(Locale.ROOT)) {
      case "nanoseconds" -> new BaseUnit(1e9, SECONDS);
      case "microseconds" -> new BaseUnit(1e6, SECONDS);
      case "milliseconds" -> new BaseUnit(1e3, SECONDS);
      case "seconds" -> new BaseUnit(1, SECONDS);
      case "bytes" -> new BaseUnit(1, BYTES);
      case "kilobytes" -> new BaseUnit(1.0 / (1 << 10), BYTES);
      case "megabytes" -> new BaseUnit(1.0 / (1 << 20), BYTES);
      case "gigabytes" -> new BaseUnit(1.0 / (1 << 30), BYTES);
      case "%", "percent" -> new BaseUnit(1e2, RATIO);
      case "ratio" -> new BaseUnit(1, RATIO);
      default -> OTHER;
    };
  }

  /** Whether a value in it is another than in the archive. */
  boolean isScaled() {
    return divisor != 1;
  }

  /** The bits of a value in it, for those of the archive; a NaN keeps all its bits. */
  long scaled(long valueBits) {
    if (!isScaled()) {
      return valueBits;
    }
    double value = Double.longBitsToDouble(valueBits);
    return Double.isNaN(value) ? valueBits : Double.doubleToRawLongBits(value / divisor);
  }
}
