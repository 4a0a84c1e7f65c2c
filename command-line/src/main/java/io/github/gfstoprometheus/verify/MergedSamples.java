package io.github.gfstoprometheus.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The samples of one series in all blocks, in the order of time and numbered from 0. Where blocks
 * overlap, what they have in common is there once. Holds only the numbers that somebody may still
 * ask for.
 */
final class MergedSamples {
  private static final int INITIAL_SAMPLES = 4;

  /** Cursors at samples that are not held yet. */
  private final List<BlockSamples> cursors = new ArrayList<>(1);

  private long[] millis = new long[INITIAL_SAMPLES];
  private long[] bits = new long[INITIAL_SAMPLES];

  /** The number of the first sample that is held. */
  private int first;

  private int held;

  /** Adds a block; none of its samples is earlier than one whose number was passed already. */
  void add(BlockSamples cursor) throws IOException {
    if (!cursor.next()) {
      return;
    }
    while (held > 0 && cursor.timestampMillis() <= millis[held - 1]) {
      insert(cursor);
      if (!cursor.next()) {
        return;
      }
    }
    cursors.add(cursor);
  }

  /** Whether there is a sample of this number, which is at most one above the highest so far. */
  boolean has(int number) throws IOException {
    while (number - first >= held && !cursors.isEmpty()) {
      BlockSamples earliest = cursors.get(0);
      for (BlockSamples cursor : cursors) {
        earliest = cursor.timestampMillis() < earliest.timestampMillis() ? cursor : earliest;
      }
      insert(earliest);
      if (!earliest.next()) {
        cursors.remove(earliest);
      }
    }
    return number - first < held;
  }

  /** Whether it is known, without a look at the blocks, that none of this number or later is. */
  boolean isEndedBefore(int number) {
    return cursors.isEmpty() && number - first >= held;
  }

  long millis(int number) {
    return millis[number - first];
  }

  long bits(int number) {
    return bits[number - first];
  }

  /** Nobody will ask for lower numbers. */
  void forgetBefore(int number) {
    int gone = number - first;
    if (gone > 0) {
      held -= gone;
      System.arraycopy(millis, gone, millis, 0, held);
      System.arraycopy(bits, gone, bits, 0, held);
      first = number;
    }
  }

  private void insert(BlockSamples cursor) {
    int place = held;
    while (place > 0 && millis[place - 1] > cursor.timestampMillis()) {
      place--;
    }
    for (int i = place - 1; i >= 0 && millis[i] == cursor.timestampMillis(); i--) {
      if (bits[i] == cursor.valueBits()) {
        return;
      }
    }
    if (held == millis.length) {
      millis = Arrays.copyOf(millis, held * 2);
      bits = Arrays.copyOf(bits, held * 2);
    }
    System.arraycopy(millis, place, millis, place + 1, held - place);
    System.arraycopy(bits, place, bits, place + 1, held - place);
    millis[place] = cursor.timestampMillis();
    bits[place] = cursor.valueBits();
    held++;
  }
}
