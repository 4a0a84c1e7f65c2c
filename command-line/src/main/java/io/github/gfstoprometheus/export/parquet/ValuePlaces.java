package io.github.gfstoprometheus.export.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Different values in the order in which they came first, each told by its bits. */
final class ValuePlaces {
  private static final int FIRST_SIZE = 1 << 10;

  /** Of the fractional part of the golden ratio: multiplied, neighbours lie far apart. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private long[] values = new long[FIRST_SIZE];
  private int size;

  /** Place + 1 of each value where its hash, or one of the next fields, is; twice as many. */
  private int[] table = new int[FIRST_SIZE * 2];

  private boolean hasNan;

  /** The place of a value, which is entered if it is not there. */
  int of(long valueBits) {
    int field = field(valueBits);
    while (table[field] != 0) {
      int place = table[field] - 1;
      if (values[place] == valueBits) {
        return place;
      }
      field = (field + 1) & (table.length - 1);
    }
    table[field] = size + 1;
    return enter(valueBits);
  }

  private int field(long valueBits) {
    int bits = Integer.numberOfTrailingZeros(table.length);
    return (int) ((valueBits * SPREAD) >>> (Long.SIZE - bits));
  }

  private int enter(long valueBits) {
    int place = size;
    values[size++] = valueBits;
    hasNan |= Double.isNaN(Double.longBitsToDouble(valueBits));
    if (size == values.length) {
      grow();
    }
    return place;
  }

  private void grow() {
    values = Arrays.copyOf(values, size * 2);
    table = new int[size * 4];
    for (int place = 0; place < size; place++) {
      int field = field(values[place]);
      while (table[field] != 0) {
        field = (field + 1) & (table.length - 1);
      }
      table[field] = place + 1;
    }
  }

  int size() {
    return size;
  }

  long bits(int place) {
    return values[place];
  }

  boolean hasNan() {
    return hasNan;
  }

  /** All values, eight bytes each. */
  byte[] littleEndian() {
    ByteBuffer bytes = ByteBuffer.allocate(size * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values, 0, size);
    return bytes.array();
  }

  void clear() {
    size = 0;
    hasNan = false;
    Arrays.fill(table, 0);
  }
}
