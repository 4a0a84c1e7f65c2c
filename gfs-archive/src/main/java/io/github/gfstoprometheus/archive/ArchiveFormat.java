package io.github.gfstoprometheus.archive;

/**
 * The constants of a statistics archive on the wire, each one once.
 *
 * <pre>
 *   Archive    → Header Token*
 *   Token      → Header | Type | Create | Initialize | Delete | Sample
 *   Header     → 77 version:i8 startMillis:i64 systemId:i64 systemStartMillis:i64
 *                zoneOffsetMillis:i32 zoneId:UTF systemDirectory:UTF product:UTF
 *                operatingSystem:UTF machine:UTF
 *   Type       → 1 typeId:i32 name:UTF description:UTF count:u16 Statistic{count}
 *   Statistic  → name:UTF typeCode:i8 counter:bool largerBetter:bool(version ≥ 4)
 *                unit:UTF description:UTF
 *   Create     → 2 Instance
 *   Initialize → 4 Instance Value{count of its type}
 *   Instance   → instanceId:i32 textId:UTF numericId:i64 typeId:i32
 *   Delete     → 3 instanceId:i32
 *   Sample     → 0 TimeDelta Changes* 255
 *   TimeDelta  → u16 ≠ 65535 | 65535 i32                     milliseconds since the last sample
 *   Changes    → InstanceId ( statistic:u8 ≠ 255 Value )* 255
 *   InstanceId → u8 ≤ 252 | 253 u16 | 254 i32
 *   Value      → i8         boolean, char, byte
 *              | i16        short
 *              | u16        wchar
 *              | Compact    int, long, float, double
 *   Compact    → i8 ≥ −121 | −128 i16 | −127 i24 | −126 i32 | … | −122 i64
 *   UTF        → length:u16 modified UTF-8 of that many bytes
 * </pre>
 *
 * <p>Integers are big-endian. A value is a delta, added with wrap-around to the running 64 bits of
 * its statistic, which begin at zero, or at the values of the initialize token; for float and
 * double the delta is of the raw bits. A header in mid-file voids all that stands before it: types,
 * instances, values, clock.
 *
 * <p>Versions 2, 3 and 4 are read. The initialize token came with version 3, but is accepted in
 * version 2 as well, as Geode's own reader does.
 *
 * @see <a
 *     href="https://github.com/apache/geode/blob/develop/geode-core/src/main/java/org/apache/geode/internal/statistics/StatArchiveFormat.java">StatArchiveFormat</a>
 *     and StatArchiveWriter of Apache Geode, from which these facts are taken
 */
final class ArchiveFormat {
  /** Geode refuses versions up to 1, "no longer supported", and so does this reader. */
  static final int OLDEST_VERSION = 2;

  static final int NEWEST_VERSION = 4;

  /** Since this version a statistic says largerBetter; before it, that equals counter. */
  static final int LARGER_BETTER_VERSION = 4;

  static final int HEADER_TOKEN = 77;
  static final int RESOURCE_TYPE_TOKEN = 1;
  static final int INSTANCE_CREATE_TOKEN = 2;
  static final int INSTANCE_DELETE_TOKEN = 3;
  static final int INSTANCE_INITIALIZE_TOKEN = 4;
  static final int SAMPLE_TOKEN = 0;

  /** Ends the changes of one instance in a sample: no statistic has this offset. */
  static final int END_OF_STATISTICS = 255;

  /** A type has no more statistics, since their offsets must stay below the end mark. */
  static final int MAX_STATISTICS = END_OF_STATISTICS - 1;

  /** A time delta of this value, the largest of 16 bits, says that 32 bits follow. */
  static final int INT_TIME_DELTA = 0xFFFF;

  /** Ends the instances of a sample. */
  static final int END_OF_INSTANCES = 255;

  /** Says that an instance id of 32 bits follows. */
  static final int INT_INSTANCE_ID = END_OF_INSTANCES - 1;

  /** Says that an instance id of 16 bits follows. */
  static final int SHORT_INSTANCE_ID = END_OF_INSTANCES - 2;

  /** The first byte of a compact value of two more bytes; one higher for each byte more. */
  static final int COMPACT_2_BYTES = Byte.MIN_VALUE;

  /** The first byte of a compact value of eight more bytes, the longest. */
  static final int COMPACT_8_BYTES = COMPACT_2_BYTES + (8 - 2);

  /** From here on, the first byte of a compact value is the value itself. */
  static final int MIN_COMPACT_BYTE = COMPACT_8_BYTES + 1;

  /**
   * A token that is longer is malformed. It is no rule of the format but a bound on memory: a type
   * takes 50 MB at most, and a sample of 64 MiB is one of ten million statistics. A change takes
   * two bytes or more in the file and twelve in a {@link Sample}.
   */
  static final int MAX_TOKEN_BYTES = 64 << 20;

  private ArchiveFormat() {}
}
