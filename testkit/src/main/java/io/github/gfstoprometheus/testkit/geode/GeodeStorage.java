package io.github.gfstoprometheus.testkit.geode;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import org.apache.geode.internal.statistics.StatArchiveFormat;
import org.apache.geode.internal.statistics.StatArchiveReader;

/**
 * How Geode's reader keeps a series, and what it makes of it.
 *
 * <p>It stores runs of a first value, an increment and a count, and {@code
 * BitNonZeroInterval.attemptAdd} joins a run that begins <em>at</em> the last value of the run
 * before it as if it began one increment later: 10, 11, 12, 12, 13 comes back as 10, 11, 12, 13,
 * 14. So where a reader differs from Geode's, the judge is asked once more: put into Geode's own
 * storage, the right values must come back as Geode's reader returned them.
 */
public final class GeodeStorage {

  private GeodeStorage() {}

  /**
   * What Geode's reader would return for an archive that holds these values.
   *
   * @param values the values at each tick
   * @param typeCode the type code of the statistic
   */
  public static double[] store(double[] values, int typeCode) {
    try {
      Class<?> storage = Class.forName(StatArchiveReader.class.getName() + "$BitSeries");
      Constructor<?> constructor = storage.getDeclaredConstructor();
      constructor.setAccessible(true);
      Method addBits = storage.getDeclaredMethod("addBits", long.class);
      addBits.setAccessible(true);
      Method getValues = storage.getDeclaredMethod("getValues", int.class);
      getValues.setAccessible(true);
      Object stored = constructor.newInstance();
      long last = 0;
      for (double value : values) {
        long bits = bits(value, typeCode);
        addBits.invoke(stored, bits - last);
        last = bits;
      }
      return (double[]) getValues.invoke(stored, typeCode);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Geode's reader is not the one that is known here", e);
    }
  }

  private static long bits(double value, int typeCode) {
    return switch (typeCode) {
      case StatArchiveFormat.DOUBLE_CODE -> Double.doubleToRawLongBits(value);
      case StatArchiveFormat.FLOAT_CODE -> Float.floatToRawIntBits((float) value);
      default -> (long) value;
    };
  }
}
