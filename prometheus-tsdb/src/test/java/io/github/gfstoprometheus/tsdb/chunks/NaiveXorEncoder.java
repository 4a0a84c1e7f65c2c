package io.github.gfstoprometheus.tsdb.chunks;

import java.util.BitSet;

/** An XOR chunk made sample by sample and bit by bit, from the description of the format alone. */
final class NaiveXorEncoder {
  private final BitSet bits = new BitSet();
  private int length;
  private int count;
  private long millis;
  private long delta;
  private long value;
  private int leading = -1;
  private int trailing = -1;

  static byte[] encode(Samples samples, int from, int to) {
    NaiveXorEncoder encoder = new NaiveXorEncoder();
    encoder.unsigned(to - from, 16);
    for (int i = from; i < to; i++) {
      encoder.append(samples.millis()[i], samples.valueBits()[i]);
    }
    return encoder.bytes();
  }

  private void append(long newMillis, long newValue) {
    long newDelta = newMillis - millis;
    if (count == 0) {
      varint((newMillis << 1) ^ (newMillis >> 63));
      unsigned(newValue, 64);
    } else {
      if (count == 1) {
        varint(newDelta);
      } else {
        deltaOfDelta(newDelta - delta);
      }
      value(newValue);
    }
    delta = newDelta;
    millis = newMillis;
    value = newValue;
    count++;
  }

  private void deltaOfDelta(long dod) {
    if (dod == 0) {
      unsigned(0b0, 1);
    } else if (dod >= -8191 && dod <= 8192) {
      unsigned(0b10, 2);
      unsigned(dod, 14);
    } else if (dod >= -65_535 && dod <= 65_536) {
      unsigned(0b110, 3);
      unsigned(dod, 17);
    } else if (dod >= -524_287 && dod <= 524_288) {
      unsigned(0b1110, 4);
      unsigned(dod, 20);
    } else {
      unsigned(0b1111, 4);
      unsigned(dod, 64);
    }
  }

  private void value(long newValue) {
    long xor = newValue ^ value;
    if (xor == 0) {
      unsigned(0b0, 1);
      return;
    }
    int newLeading = Math.min(31, Long.numberOfLeadingZeros(xor));
    int newTrailing = Long.numberOfTrailingZeros(xor);
    if (leading >= 0 && newLeading >= leading && newTrailing >= trailing) {
      unsigned(0b10, 2);
    } else {
      leading = newLeading;
      trailing = newTrailing;
      unsigned(0b11, 2);
      unsigned(leading, 5);
      unsigned((64 - leading - trailing) % 64, 6);
    }
    unsigned(xor >>> trailing, 64 - leading - trailing);
  }

  private void varint(long number) {
    long rest = number;
    while (rest < 0 || rest > 127) {
      unsigned(rest % 128 | 128, 8);
      rest >>>= 7;
    }
    unsigned(rest, 8);
  }

  private void unsigned(long number, int width) {
    for (int bit = width - 1; bit >= 0; bit--) {
      bits.set(length++, (number >>> bit & 1) == 1);
    }
  }

  private byte[] bytes() {
    byte[] bytes = new byte[(length + 7) / 8];
    for (int i = 0; i < length; i++) {
      if (bits.get(i)) {
        bytes[i / 8] |= (byte) (0x80 >>> (i % 8));
      }
    }
    return bytes;
  }
}
