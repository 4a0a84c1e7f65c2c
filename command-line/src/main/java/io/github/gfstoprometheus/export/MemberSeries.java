package io.github.gfstoprometheus.export;

import io.github.gfstoprometheus.convert.ChainConversion;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The series that a member was found to have, numbered, and what it would take to hold them. */
final class MemberSeries {
  private final ChainConversion conversion;
  private final Map<LabelSet, Integer> numbers = new HashMap<>();
  private final List<LabelSet> labels = new ArrayList<>();

  /** How many bytes the samples of each series take when they are packed. */
  private long[] bytes = new long[256];

  private long sharedBytes;

  /** Those that have a value which is none of a counter. */
  private final BitSet uncountable = new BitSet();

  /** A member whose archives have not been read. */
  MemberSeries(ChainConversion conversion) {
    this.conversion = conversion;
  }

  /** What the archives said when they were read first. */
  ChainConversion conversion() {
    return conversion;
  }

  int count() {
    return labels.size();
  }

  /** What a series is called. */
  LabelSet labels(int number) {
    return labels.get(number);
  }

  /** The number of a series, which has one from now on. */
  int number(LabelSet series) {
    Integer known = numbers.get(series);
    if (known != null) {
      return known;
    }
    int number = labels.size();
    numbers.put(series, number);
    labels.add(series);
    if (number == bytes.length) {
      bytes = Arrays.copyOf(bytes, number * 2);
    }
    return number;
  }

  /** How many bytes all samples of a series take. */
  long bytes(int number) {
    return bytes[number];
  }

  /** How many more bytes it takes, however many series are held. */
  long sharedBytes() {
    return sharedBytes;
  }

  /** Whether no value of a series is negative, a stale marker or another NaN. */
  boolean isCountable(int number) {
    return !uncountable.get(number);
  }

  /** Counts in what the archives said in a stretch of time. */
  void tally(PackedBatch batch) {
    sharedBytes += batch.sharedBytes();
    for (int place = 0; place < batch.seriesCount(); place++) {
      int number = batch.number(place);
      bytes[number] += batch.seriesBytes(place);
      if (isCountable(number) && !isCountable(batch.runs(place))) {
        uncountable.set(number);
      }
    }
  }

  private static boolean isCountable(PackedRuns runs) {
    while (runs.next()) {
      if (!(Double.longBitsToDouble(runs.valueBits()) >= 0)) {
        return false;
      }
    }
    return true;
  }
}
