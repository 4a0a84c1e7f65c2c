package io.github.gfstoprometheus.archive;

import java.util.Optional;

/** The type of a statistic: its code on the wire, and how its 64 running bits are a number. */
public enum ValueType {
  /** A truth value, 0 or 1. */
  BOOLEAN(1),
  /** A character of 8 bits. */
  CHAR(2),
  /** A signed integer of 8 bits. */
  BYTE(3),
  /** A signed integer of 16 bits. */
  SHORT(4),
  /** A signed integer of 32 bits. */
  INT(5),
  /** A signed integer of 64 bits. */
  LONG(6),
  /** An IEEE 754 number of 32 bits; they are the low half of the running 64. */
  FLOAT(7),
  /** An IEEE 754 number of 64 bits. */
  DOUBLE(8),
  /** A character of 16 bits. */
  WCHAR(12);

  private final int code;

  ValueType(int code) {
    this.code = code;
  }

  static Optional<ValueType> ofCode(int code) {
    for (ValueType type : values()) {
      if (type.code == code) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the code that stands for this type in an archive.
   *
   * @return 1 to 8, or 12
   */
  public int code() {
    return code;
  }

  /**
   * Reads the running bits of a statistic of this type as a number. Integers are not cut to the
   * width of their type, as Geode's own reader does not do so either.
   *
   * @param bits the 64 running bits
   * @return the nearest double
   */
  public double toDouble(long bits) {
    return switch (this) {
      case FLOAT -> Float.intBitsToFloat((int) bits);
      case DOUBLE -> Double.longBitsToDouble(bits);
      default -> (double) bits;
    };
  }
}
