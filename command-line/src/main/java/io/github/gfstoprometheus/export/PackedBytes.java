package io.github.gfstoprometheus.export;

import java.util.Arrays;

/** Bytes that numbers are packed into: the fewer, the smaller they are. */
final class PackedBytes {
  private static final int MOST_BYTES_OF_A_NUMBER = 10;

  private byte[] bytes = new byte[1 << 12];
  private int size;

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  /** What was put, as an array of its own. */
  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** Puts a number that is not negative: seven bits a byte, the lowest first. */
  void putUnsigned(long value) {
    makeRoom();
    long rest = value;
    while (rest > 0x7f) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** Puts a number that may be negative: the sign is its lowest bit. */
  void putSigned(long value) {
    makeRoom();
    long rest = value << 1 ^ value >> 63;
    while (rest >>> 7 != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** Puts eight bytes. */
  void putWhole(long value) {
    makeRoom();
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  private void makeRoom() {
    if (bytes.length - size < MOST_BYTES_OF_A_NUMBER) {
      bytes = Arrays.copyOf(bytes, Math.addExact(bytes.length, bytes.length / 2));
    }
  }

  /** Reads numbers in the order in which they were put. */
  static final class Reader {
    private final byte[] bytes;
    private int next;

    Reader(byte[] bytes, int from) {
      this.bytes = bytes;
      this.next = from;
    }

    int place() {
      return next;
    }

    long unsigned() {
      long value = 0;
      int shift = 0;
      byte last;
      do {
        last = bytes[next++];
        value |= (last & 0x7fL) << shift;
        shift += 7;
      } while (last < 0);
      return value;
    }

    long signed() {
      long value = unsigned();
      return value >>> 1 ^ -(value & 1);
    }

    long whole() {
      long value = 0;
      for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
        value |= (bytes[next++] & 0xffL) << shift;
      }
      return value;
    }
  }
}
