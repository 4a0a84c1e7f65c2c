package io.github.gfstoprometheus.protocol;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/** Bytes that are put one behind the other, in an array that grows. */
final class Bytes {
  private static final VarHandle FIXED64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, LITTLE_ENDIAN);

  private static final int MAX_VARINT_BYTES = 10;

  private byte[] array = new byte[256];
  private int size;

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  /** Holds the bytes, from 0 on; valid until more are put. */
  byte[] array() {
    return array;
  }

  /** A copy of the bytes. */
  byte[] toArray() {
    return Arrays.copyOf(array, size);
  }

  void put(int value) {
    reserve(1);
    array[size++] = (byte) value;
  }

  void put(byte[] bytes) {
    put(bytes, 0, bytes.length);
  }

  void put(Bytes bytes) {
    put(bytes.array, 0, bytes.size);
  }

  void put(byte[] bytes, int from, int length) {
    reserve(length);
    System.arraycopy(bytes, from, array, size, length);
    size += length;
  }

  /** Puts what a tag says the content of, with its length before it. */
  void putField(int tag, byte[] content) {
    put(tag);
    putVarint(content.length);
    put(content);
  }

  /** Puts what a tag says the content of, with its length before it. */
  void putField(int tag, Bytes content) {
    put(tag);
    putVarint(content.size);
    put(content);
  }

  /** Puts a number in as many bytes as it takes: seven bits each, the lowest first. */
  void putVarint(long value) {
    reserve(MAX_VARINT_BYTES);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      array[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    array[size++] = (byte) rest;
  }

  /** How many bytes {@link #putVarint} takes. */
  static int varintBytes(long value) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(value | 1);
    return (bits + 6) / 7;
  }

  void putFixed64(long value) {
    reserve(Long.BYTES);
    FIXED64.set(array, size, value);
    size += Long.BYTES;
  }

  /** Replaces eight bytes. */
  void setFixed64(int offset, long value) {
    FIXED64.set(array, offset, value);
  }

  /** What {@link #putFixed64} put. */
  static long fixed64(byte[] bytes, int offset) {
    return (long) FIXED64.get(bytes, offset);
  }

  private void reserve(int more) {
    if (more > array.length - size) {
      array = Arrays.copyOf(array, Math.max(size + more, 2 * array.length));
    }
  }
}
