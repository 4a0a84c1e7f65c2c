package io.github.gfstoprometheus.archive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Decodes sample tokens: nearly all bytes of an archive.
 *
 * <p>Each delta is added to its running value at once. Should the token turn out to be torn or
 * malformed, it is decoded a second time to subtract them again: that is rare, whereas keeping the
 * deltas until the token is known to be whole costs a second pass for each sample. Each value is
 * decoded as if it were all there, at worst from the slack of the buffer, whose end marks stop the
 * decoding; one comparison at the end tells whether the token is whole.
 */
final class SampleDecoder {
  /**
   * How many changes are decoded between two looks at the room for them: enough for all of an
   * instance, unless they mention a statistic twice.
   */
  private static final int CHANGES_AT_ONCE = ArchiveFormat.MAX_STATISTICS + 1;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final TokenBuffer buffer;
  private final Catalog catalog;
  private final Sample sample = new Sample();
  private byte[] bytes;
  private int limit;
  private int index;

  SampleDecoder(TokenBuffer buffer, Catalog catalog) {
    this.buffer = buffer;
    this.catalog = catalog;
  }

  /** Returns the last sample that was decoded and is whole. */
  Sample sample() {
    return sample;
  }

  /**
   * Decodes the token at the start of the buffer, and takes it if it is whole.
   *
   * @param clockMillis the time of the sample before
   * @return whether it is whole; if not, no value has changed
   */
  boolean decode(long clockMillis) throws MalformedArchiveException {
    bytes = buffer.bytes();
    limit = buffer.limit();
    index = buffer.start() + 1;
    sample.clear();
    int deltaMillis = timeDelta();
    boolean whole = false;
    try {
      whole = decodeInstances();
    } finally {
      if (!whole) {
        takeBack();
      }
    }
    if (whole) {
      buffer.take(index);
      sample.setTimestampMillis(clockMillis + deltaMillis);
    }
    return whole;
  }

  /** A delta of 32 bits may be negative: time then steps back, as in Geode's own reader. */
  private int timeDelta() {
    int delta = (short) SHORT.get(bytes, index) & 0xFFFF;
    index += Short.BYTES;
    if (delta == ArchiveFormat.INT_TIME_DELTA) {
      delta = (int) INT.get(bytes, index);
      index += Integer.BYTES;
    }
    return delta;
  }

  private int longInstanceId(int first) {
    int at = index;
    if (first == ArchiveFormat.SHORT_INSTANCE_ID) {
      index += Short.BYTES;
      return (short) SHORT.get(bytes, at) & 0xFFFF;
    }
    index += Integer.BYTES;
    return (int) INT.get(bytes, at);
  }

  /**
   * Decodes and applies all that follows the time: the hot loop.
   *
   * <p>It is one method: of two, the JIT compiler inlines one into the other or not as it happens,
   * and that makes a tenth. And it looks for the end mark before it asks how many statistics the
   * type has: a processor cannot predict where the changes of an instance end, and so should find
   * it out from the byte alone; that makes another tenth.
   *
   * @return whether the token is whole
   */
  private boolean decodeInstances() throws MalformedArchiveException {
    byte[] bytes = this.bytes;
    int at = index;
    int change = 0;
    while (true) {
      int idIndex = at;
      int id = bytes[at++] & 0xFF;
      if (id >= ArchiveFormat.SHORT_INSTANCE_ID) {
        index = at;
        if (id == ArchiveFormat.END_OF_INSTANCES) {
          return at <= limit;
        }
        id = longInstanceId(id);
        at = index;
        if (at > limit) {
          return false;
        }
      }
      ResourceInstance instance = catalog.instance(id);
      if (instance == null) {
        throw unknownInstance(idIndex, id);
      }
      int[] typeColumns = instance.type().columns();
      long[] running = instance.rawValues();
      changesOfInstance:
      while (true) {
        int stop = change + CHANGES_AT_ONCE;
        sample.ensureChanges(stop);
        int[] columns = sample.columns();
        long[] rawValues = sample.rawValues();
        for (; change < stop; change++) {
          int statistic = bytes[at] & 0xFF;
          if (statistic == ArchiveFormat.END_OF_STATISTICS) {
            break changesOfInstance;
          }
          if (statistic >= typeColumns.length) {
            sample.addInstance(instance, change);
            throw unknownStatistic(at, statistic, instance.type());
          }
          int column = typeColumns[statistic];
          columns[change] = column;
          rawValues[change] = running[statistic] += StatisticColumn.value(column, bytes, at + 1);
          at += 1 + StatisticColumn.valueBytes(column, bytes, at + 1);
        }
      }
      at++;
      sample.addInstance(instance, change);
    }
  }

  /** Subtracts the deltas that have been added, by decoding them once more. */
  private void takeBack() {
    index = buffer.start() + 1;
    timeDelta();
    for (int i = 0; i < sample.instanceCount(); i++) {
      int first = bytes[index++] & 0xFF;
      if (first >= ArchiveFormat.SHORT_INSTANCE_ID) {
        longInstanceId(first);
      }
      long[] running = sample.instance(i).rawValues();
      for (int change = sample.changesStart(i); change < sample.changesEnd(i); change++) {
        int column = sample.columns()[change];
        running[StatisticColumn.offset(column)] -= StatisticColumn.value(column, bytes, index + 1);
        index += 1 + StatisticColumn.valueBytes(column, bytes, index + 1);
      }
      index++;
    }
    sample.clear();
  }

  private MalformedArchiveException unknownInstance(int index, int id) {
    if (catalog.isWithoutType(id)) {
      return buffer.malformed(
          index, "an instance whose type is known", "instance " + id + ", which has none");
    }
    return buffer.malformed(index, "a live instance", "instance " + id);
  }

  private MalformedArchiveException unknownStatistic(int index, int statistic, ResourceType type) {
    return buffer.malformed(
        index,
        "one of the %d statistics of %s".formatted(type.columns().length, type),
        "statistic " + statistic);
  }
}
