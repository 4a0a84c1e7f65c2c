package io.github.gfstoprometheus.tsdb.block;

import java.util.Arrays;

/**
 * Where the chunks of a timeline stand whose value never changes. Series that keep one value over
 * the same ticks have the same chunk, bit for bit, and most series do; so it is written once and
 * referred to by all.
 *
 * <p>An open-addressing table from the first tick, the end tick and the value's bits to a
 * reference. It takes 3 MiB at most: when it is full, it forgets all and begins anew, and the
 * chunks that many series have are soon in it again.
 */
final class ConstantChunks {
  /** No chunk has this reference: a segment begins with its header. */
  static final long NONE = 0;

  /** Half of them are used at most. */
  private static final int MAX_PLACES = 1 << 17;

  private int[] fromTicks = new int[256];
  private int[] endTicks = new int[256];
  private long[] valueBits = new long[256];
  private long[] references = new long[256];
  private int size;

  long find(int fromTick, int endTick, long bits) {
    return references[place(fromTick, endTick, bits)];
  }

  void put(int fromTick, int endTick, long bits, long reference) {
    if (size * 2 >= references.length) {
      makeRoom();
    }
    int place = place(fromTick, endTick, bits);
    fromTicks[place] = fromTick;
    endTicks[place] = endTick;
    valueBits[place] = bits;
    references[place] = reference;
    size++;
  }

  /** Where the entry is, or would be. */
  private int place(int fromTick, int endTick, long bits) {
    int mask = references.length - 1;
    long mixed = (bits ^ ((long) fromTick << 32 | endTick)) * 0x9E37_79B9_7F4A_7C15L;
    int place = (int) (mixed >>> 32) & mask;
    while (references[place] != NONE
        && (valueBits[place] != bits
            || fromTicks[place] != fromTick
            || endTicks[place] != endTick)) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void makeRoom() {
    if (references.length < MAX_PLACES) {
      grow();
    } else {
      Arrays.fill(references, NONE);
      size = 0;
    }
  }

  private void grow() {
    int[] oldFrom = fromTicks;
    int[] oldEnd = endTicks;
    long[] oldBits = valueBits;
    long[] oldReferences = references;
    int capacity = references.length * 2;
    fromTicks = new int[capacity];
    endTicks = new int[capacity];
    valueBits = new long[capacity];
    references = new long[capacity];
    size = 0;
    for (int i = 0; i < oldReferences.length; i++) {
      if (oldReferences[i] != NONE) {
        put(oldFrom[i], oldEnd[i], oldBits[i], oldReferences[i]);
      }
    }
  }
}
