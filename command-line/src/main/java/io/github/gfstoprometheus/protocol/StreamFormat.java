package io.github.gfstoprometheus.protocol;

import java.util.HexFormat;

/**
 * Messages one behind the other.
 *
 * <pre>
 *   Input   → Stream+
 *   Stream  → Header Message* End
 *   Header  → 89 "PRW" 0d 0a 1a (version: byte)
 *   Message → (length: varint, 1 to 4 MiB) Request
 *   End     → 00
 * </pre>
 *
 * <p>Specified in docs/stream-protocol.md. This is version 1, the only one there is.
 */
final class StreamFormat {
  static final int VERSION = 1;

  /** What no text begins with, and what is damaged if someone takes it for text. */
  private static final byte[] MAGIC = {(byte) 0x89, 'P', 'R', 'W', '\r', '\n', 0x1a};

  static final int VERSION_OFFSET = MAGIC.length;
  static final int HEADER_BYTES = VERSION_OFFSET + 1;

  static final int END = 0;

  /** No message is longer, so that a reader knows damage from a length. */
  static final int MAX_MESSAGE_BYTES = 4 << 20;

  /** How many bytes the length of the longest message has, even if it is coded in a long way. */
  static final int MAX_LENGTH_BYTES = 5;

  private StreamFormat() {}

  static byte[] header() {
    byte[] header = new byte[HEADER_BYTES];
    System.arraycopy(MAGIC, 0, header, 0, MAGIC.length);
    header[VERSION_OFFSET] = VERSION;
    return header;
  }

  /** Whether bytes can be those a header begins with, whatever its version. */
  static boolean beginsHeader(byte[] bytes, int from, int length) {
    for (int i = 0; i < Math.min(length, MAGIC.length); i++) {
      if (bytes[from + i] != MAGIC[i]) {
        return false;
      }
    }
    return true;
  }

  static String headerText() {
    return HexFormat.ofDelimiter(" ").formatHex(header());
  }
}
