package io.github.gfstoprometheus.tsdb.index;

import io.github.gfstoprometheus.tsdb.io.Varint;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that are put together before their length is known. */
final class ByteArray {
  private byte[] bytes = new byte[1024];
  private int size;

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  /** The bytes; those from {@link #size} on mean nothing. */
  byte[] bytes() {
    return bytes;
  }

  void put(int value) {
    ensure(1);
    bytes[size++] = (byte) value;
  }

  void putUvarint(long value) {
    ensure(Varint.MAX_BYTES);
    size += Varint.put(bytes, size, value);
  }

  void putVarint(long value) {
    putUvarint(Varint.zigzag(value));
  }

  void putText(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    putUvarint(utf8.length);
    put(utf8, 0, utf8.length);
  }

  void put(byte[] source, int offset, int length) {
    ensure(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
