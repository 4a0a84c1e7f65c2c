package io.github.gfstoprometheus.archive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * What decoding a value must know of its statistic, packed into one int, so that the hot loop loads
 * it at once.
 *
 * <pre>
 *   bits  0–7   the statistic's offset in its type
 *   bits  8–9   its form on the wire: compact, i8, i16, u16
 *   bits 10–11  its form as a number: integer, float, double
 * </pre>
 */
final class StatisticColumn {
  /** The bytes of the longest value: the first byte of a compact value and eight more. */
  static final int MAX_VALUE_BYTES = 1 + 8;

  private static final int OFFSET_MASK = 0xFF;

  private static final int WIRE_MASK = 0x300;
  private static final int WIRE_COMPACT = 0x000;
  private static final int WIRE_I8 = 0x100;
  private static final int WIRE_I16 = 0x200;
  private static final int WIRE_U16 = 0x300;

  private static final int NUMBER_MASK = 0xC00;
  private static final int NUMBER_INTEGER = 0x000;
  private static final int NUMBER_FLOAT = 0x400;
  private static final int NUMBER_DOUBLE = 0x800;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

  private StatisticColumn() {}

  static int of(int offset, ValueType type) {
    return offset
        | switch (type) {
          case BOOLEAN, CHAR, BYTE -> WIRE_I8 | NUMBER_INTEGER;
          case SHORT -> WIRE_I16 | NUMBER_INTEGER;
          case WCHAR -> WIRE_U16 | NUMBER_INTEGER;
          case INT, LONG -> WIRE_COMPACT | NUMBER_INTEGER;
          case FLOAT -> WIRE_COMPACT | NUMBER_FLOAT;
          case DOUBLE -> WIRE_COMPACT | NUMBER_DOUBLE;
        };
  }

  static int offset(int column) {
    return column & OFFSET_MASK;
  }

  /** Returns how many bytes the value at an index takes; looks at its first byte alone. */
  static int valueBytes(int column, byte[] bytes, int index) {
    if ((column & WIRE_MASK) == WIRE_COMPACT) {
      int first = bytes[index];
      return 1 + (escaped(first) & moreBytes(first));
    }
    return (column & WIRE_MASK) == WIRE_I8 ? 1 : 2;
  }

  /**
   * Decodes the value at an index. May read, though not use, up to eight bytes past the value.
   *
   * <p>Without branches for compact values: one and more bytes mix at random in real archives, and
   * a branch that is predicted wrongly costs more than the whole value.
   */
  static long value(int column, byte[] bytes, int index) {
    if ((column & WIRE_MASK) == WIRE_COMPACT) {
      int first = bytes[index];
      int escaped = escaped(first);
      int width = 1 + (escaped & (moreBytes(first) - 1));
      return (long) LONG.get(bytes, index - escaped) >> (Long.SIZE - Byte.SIZE * width);
    }
    return switch (column & WIRE_MASK) {
      case WIRE_I8 -> bytes[index];
      case WIRE_I16 -> (short) SHORT.get(bytes, index);
      case WIRE_U16 -> (short) SHORT.get(bytes, index) & 0xFFFF;
      default -> throw new AssertionError(column);
    };
  }

  /** Returns the running bits as the raw bits of a double. */
  static long valueBits(int column, long rawValue) {
    return switch (column & NUMBER_MASK) {
      case NUMBER_DOUBLE -> rawValue;
      case NUMBER_FLOAT -> Double.doubleToRawLongBits(Float.intBitsToFloat((int) rawValue));
      default -> Double.doubleToRawLongBits((double) rawValue);
    };
  }

  /** Returns −1, which is all bits, if the first byte says that more follow; else 0. */
  private static int escaped(int first) {
    return (first - ArchiveFormat.MIN_COMPACT_BYTE) >> (Integer.SIZE - 1);
  }

  private static int moreBytes(int first) {
    return first - ArchiveFormat.COMPACT_2_BYTES + 2;
  }
}
