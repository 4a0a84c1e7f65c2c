package io.github.gfstoprometheus.export.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.values.bitpacking.BytePacker;
import org.apache.parquet.column.values.bitpacking.Packer;

/**
 * Small numbers in Parquet's hybrid of run lengths and bit packing, which takes a run at once.
 *
 * <pre>
 * hybrid     = (rle-run | packed-run)*
 * rle-run    = varint(length &lt;&lt; 1)  number, little endian, in as many bytes as its width takes
 * packed-run = varint(groups &lt;&lt; 1 | 1)  eight numbers a group, a width of bits each
 * </pre>
 *
 * Only the last group of all may be filled up with zeros.
 *
 * @see <a href="https://parquet.apache.org/docs/file-format/data-pages/encodings/#RLE">Run Length
 *     Encoding / Bit-Packing Hybrid</a>
 */
final class HybridRuns {
  private static final int GROUP = 8;

  private final int width;
  private final BytePacker packer;
  private final byte[] packedGroup;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final int[] group = new int[GROUP];
  private final ByteArrayOutputStream groups = new ByteArrayOutputStream();
  private int inGroup;
  private int groupCount;

  /** For numbers of at most so many bits. */
  HybridRuns(int width) {
    this.width = width;
    this.packer = Packer.LITTLE_ENDIAN.newBytePacker(width);
    this.packedGroup = new byte[width];
  }

  /** The width of numbers of which this is the largest. */
  static int width(int largest) {
    return Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(largest));
  }

  void put(int number, int times) throws IOException {
    int left = times;
    while (left > 0 && (inGroup > 0 || left < GROUP)) {
      pack(number);
      left--;
    }
    if (left > 0) {
      endPackedRun();
      BytesUtils.writeUnsignedVarInt(left << 1, bytes);
      for (int shift = 0; shift < width; shift += Byte.SIZE) {
        bytes.write(number >>> shift);
      }
    }
  }

  private void pack(int number) {
    group[inGroup++] = number;
    if (inGroup == GROUP) {
      packer.pack8Values(group, 0, packedGroup, 0);
      groups.write(packedGroup, 0, width);
      groupCount++;
      inGroup = 0;
    }
  }

  private void endPackedRun() throws IOException {
    if (groupCount > 0) {
      BytesUtils.writeUnsignedVarInt((groupCount << 1) | 1, bytes);
      bytes.writeBytes(groups.toByteArray());
      groups.reset();
      groupCount = 0;
    }
  }

  /** All that was put; no more can be. */
  BytesInput end() throws IOException {
    while (inGroup > 0) {
      pack(0);
    }
    endPackedRun();
    return BytesInput.from(bytes);
  }
}
