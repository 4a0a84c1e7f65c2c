package io.github.gfstoprometheus.archive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Decodes sample tokens: nearly all bytes of an archive.
 *
 * <p>Deltas go into the columns of a {@link Sample} and reach the running values only when the
 * token turns out to be whole. Each value is decoded as if it were all there, at worst from the
 * slack of the buffer, and one comparison afterwards tells.
 */
final class SampleDecoder {
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
  private int changes;

  SampleDecoder(TokenBuffer buffer, Catalog catalog) {
    this.buffer = buffer;
    this.catalog = catalog;
  }

  /** Returns the last sample that was decoded and is whole. */
  Sample sample() {
    return sample;
  }

  /**
   * Decodes the token at the start of the buffer, and takes and applies it if it is whole.
   *
   * @param clockMillis the time of the sample before
   * @return whether it is whole
   */
  boolean decode(long clockMillis) throws MalformedArchiveException {
    bytes = buffer.bytes();
    limit = buffer.limit();
    index = buffer.start() + 1;
    changes = 0;
    sample.clear();
    int deltaMillis = timeDelta();
    while (index <= limit) {
      int idIndex = index;
      int first = bytes[index++] & 0xFF;
      if (first == ArchiveFormat.END_OF_INSTANCES) {
        break;
      }
      int id = first < ArchiveFormat.SHORT_INSTANCE_ID ? first : longInstanceId(first);
      if (index > limit) {
        return false;
      }
      ResourceInstance instance = catalog.instance(id);
      if (instance == null) {
        throw unknownInstance(idIndex, id);
      }
      index = decodeChanges(instance.type());
      sample.addInstance(instance, changes);
    }
    if (index > limit) {
      return false;
    }
    buffer.take(index);
    sample.apply(clockMillis + deltaMillis);
    return true;
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
   * Decodes the changes of one instance: the hot loop.
   *
   * @return the index behind them; behind the limit if they are torn
   */
  private int decodeChanges(ResourceType type) throws MalformedArchiveException {
    byte[] bytes = this.bytes;
    int limit = this.limit;
    int[] typeColumns = type.columns();
    int[] columns = sample.columns();
    long[] deltas = sample.rawValues();
    int change = changes;
    int at = index;
    while (at <= limit) {
      int statistic = bytes[at++] & 0xFF;
      if (statistic >= typeColumns.length) {
        if (statistic == ArchiveFormat.END_OF_STATISTICS || at > limit) {
          break;
        }
        throw unknownStatistic(at - 1, statistic, type);
      }
      if (change == columns.length) {
        sample.growChanges();
        columns = sample.columns();
        deltas = sample.rawValues();
      }
      int column = typeColumns[statistic];
      columns[change] = column;
      deltas[change++] = StatisticColumn.value(column, bytes, at);
      at += StatisticColumn.valueBytes(column, bytes, at);
    }
    changes = change;
    return at;
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
