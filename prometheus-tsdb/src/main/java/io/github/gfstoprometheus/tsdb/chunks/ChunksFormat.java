package io.github.gfstoprometheus.tsdb.chunks;

import io.github.gfstoprometheus.tsdb.io.Varint;
import java.util.Locale;

/**
 * The files below {@code chunks/} of a block, version 1.
 *
 * <pre>
 * segment  ::= magic(4) version(1) padding(3) record*        at most 512 MiB, named 000001, 000002, …
 * record   ::= length(uvarint) encoding(1) data(length) crc32c(4, over encoding and data)
 * xor data ::= count(2) sample0 [sample1 [sampleN*]]
 * sample0  ::= time(varint) value(64 bits)
 * sample1  ::= timeDelta(uvarint) valueChange
 * sampleN  ::= deltaOfDelta valueChange
 * </pre>
 *
 * @see <a
 *     href="https://github.com/prometheus/prometheus/blob/main/tsdb/docs/format/chunks.md">chunks
 *     format</a>
 */
final class ChunksFormat {
  static final int MAGIC = 0x85BD40DD;
  static final int VERSION = 1;
  static final int HEADER_BYTES = 8;
  static final long MAX_SEGMENT_BYTES = 512L * 1024 * 1024;
  static final int CHECKSUM_BYTES = 4;

  /** The only encoding of float samples that every Prometheus since 2.0 reads. */
  static final int ENCODING_XOR = 1;

  static final int COUNT_BITS = 16;

  /** The most samples that the count can say. */
  static final int MAX_SAMPLES = (1 << COUNT_BITS) - 1;

  /**
   * A delta of deltas other than 0 is a prefix and that many bits, two's complement; each step
   * reaches from −(2^(bits−1)−1) to 2^(bits−1).
   */
  static final int[] DOD_BITS = {14, 17, 20, 64};

  static final int[] DOD_PREFIX = {0b10, 0b110, 0b1110, 0b1111};
  static final int[] DOD_PREFIX_BITS = {2, 3, 4, 4};

  /** Five bits tell the leading zeros of a changed value, so more than 31 are told as 31. */
  static final int LEADING_BITS = 5;

  static final int MAX_LEADING = (1 << LEADING_BITS) - 1;

  /** Six bits tell the significant bits; 64 of them are told as 0. */
  static final int SIGNIFICANT_BITS = 6;

  /** The most bytes of XOR data: all samples with the longest times and the longest values. */
  static final int MAX_DATA_BYTES =
      (COUNT_BITS
              + MAX_SAMPLES
                  * (Varint.MAX_BYTES * Byte.SIZE + 2 + LEADING_BITS + SIGNIFICANT_BITS + Long.SIZE)
              + Byte.SIZE
              - 1)
          / Byte.SIZE;

  private ChunksFormat() {}

  static String segmentName(int segment) {
    return String.format(Locale.ROOT, "%06d", segment + 1);
  }
}
