package io.github.gfstoprometheus.export.csv;

import io.github.gfstoprometheus.export.ByteOutput;
import java.io.IOException;
import java.util.Arrays;

/** A part of a row, put together once and written again and again. */
final class Bytes {
  private byte[] bytes = new byte[256];
  private int size;

  void clear() {
    size = 0;
  }

  void add(int value) {
    ensure(1);
    bytes[size++] = (byte) value;
  }

  void add(byte[] more) {
    ensure(more.length);
    System.arraycopy(more, 0, bytes, size, more.length);
    size += more.length;
  }

  void add(Bytes more) {
    ensure(more.size);
    System.arraycopy(more.bytes, 0, bytes, size, more.size);
    size += more.size;
  }

  private void ensure(int more) {
    if (more > bytes.length - size) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, size * 2));
    }
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }

  void writeTo(ByteOutput out) throws IOException {
    out.put(bytes, 0, size);
  }
}
