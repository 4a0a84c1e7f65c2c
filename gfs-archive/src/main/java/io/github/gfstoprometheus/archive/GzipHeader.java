package io.github.gfstoprometheus.archive;

/**
 * The header of a gzip member, taken byte by byte, so that it may be torn anywhere.
 *
 * <pre>
 *   1f 8b method=8 flags time:u32 extraFlags os
 *   [ length:u16le extra ]  flags bit 2
 *   [ name 00 ]             flags bit 3
 *   [ comment 00 ]          flags bit 4
 *   [ crc:u16le ]           flags bit 1
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>
 */
final class GzipHeader {
  static final int MAGIC_1 = 0x1F;
  static final int MAGIC_2 = 0x8B;

  private static final int METHOD_DEFLATE = 8;
  private static final int FLAG_CRC = 1 << 1;
  private static final int FLAG_EXTRA = 1 << 2;
  private static final int FLAG_NAME = 1 << 3;
  private static final int FLAG_COMMENT = 1 << 4;
  private static final int RESERVED_FLAGS = 0xE0;

  private enum Field {
    MAGIC_1,
    MAGIC_2,
    METHOD,
    FLAGS,
    TIME_AND_SYSTEM,
    EXTRA_LENGTH_LOW,
    EXTRA_LENGTH_HIGH,
    EXTRA,
    NAME,
    COMMENT,
    CRC,
    DONE
  }

  private Field field = Field.MAGIC_1;
  private int flags;
  private int remaining;

  /** Begins a header whose two magic bytes have already been seen. */
  static GzipHeader afterMagic() {
    GzipHeader header = new GzipHeader();
    header.field = Field.METHOD;
    return header;
  }

  boolean isBegun() {
    return field != Field.MAGIC_1;
  }

  boolean isDone() {
    return field == Field.DONE;
  }

  /** Returns what the next byte must be, for messages about one that was not accepted. */
  String expected() {
    return switch (field) {
      case MAGIC_1, MAGIC_2 -> "the next gzip member, which starts with bytes 31 139, or the end";
      case METHOD -> "a gzip member of compression method " + METHOD_DEFLATE;
      default -> "gzip flags without the reserved ones";
    };
  }

  /**
   * Takes the next byte.
   *
   * @return whether it may stand here
   */
  boolean accept(int value) {
    switch (field) {
      case MAGIC_1 -> {
        if (value != MAGIC_1) {
          return false;
        }
        field = Field.MAGIC_2;
      }
      case MAGIC_2 -> {
        if (value != MAGIC_2) {
          return false;
        }
        field = Field.METHOD;
      }
      case METHOD -> {
        if (value != METHOD_DEFLATE) {
          return false;
        }
        field = Field.FLAGS;
      }
      case FLAGS -> {
        if ((value & RESERVED_FLAGS) != 0) {
          return false;
        }
        flags = value;
        field = Field.TIME_AND_SYSTEM;
        remaining = 4 + 1 + 1;
      }
      default -> skip(value);
    }
    return true;
  }

  private void skip(int value) {
    switch (field) {
      case EXTRA_LENGTH_LOW -> {
        remaining = value;
        field = Field.EXTRA_LENGTH_HIGH;
      }
      case EXTRA_LENGTH_HIGH -> {
        remaining |= value << Byte.SIZE;
        field = Field.EXTRA;
        if (remaining == 0) {
          field = after(Field.EXTRA);
        }
      }
      case NAME, COMMENT -> {
        if (value == 0) {
          field = after(field);
        }
      }
      default -> {
        if (--remaining == 0) {
          field = after(field);
        }
      }
    }
  }

  private Field after(Field last) {
    if (last.compareTo(Field.EXTRA) < 0 && (flags & FLAG_EXTRA) != 0) {
      return Field.EXTRA_LENGTH_LOW;
    }
    if (last.compareTo(Field.NAME) < 0 && (flags & FLAG_NAME) != 0) {
      return Field.NAME;
    }
    if (last.compareTo(Field.COMMENT) < 0 && (flags & FLAG_COMMENT) != 0) {
      return Field.COMMENT;
    }
    if (last.compareTo(Field.CRC) < 0 && (flags & FLAG_CRC) != 0) {
      remaining = 2;
      return Field.CRC;
    }
    return Field.DONE;
  }
}
