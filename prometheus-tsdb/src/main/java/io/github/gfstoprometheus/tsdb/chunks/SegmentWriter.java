package io.github.gfstoprometheus.tsdb.chunks;

import io.github.gfstoprometheus.tsdb.io.FileOutput;
import io.github.gfstoprometheus.tsdb.io.Varint;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** Writes chunks one after another into the segment files of a block. */
public final class SegmentWriter implements Closeable {
  private final Path directory;
  private final long maxSegmentBytes;
  private byte[] data = new byte[1024];
  private FileOutput output;
  private int segment;

  /** A writer into an empty directory. */
  public SegmentWriter(Path directory) throws IOException {
    this(directory, ChunksFormat.MAX_SEGMENT_BYTES);
  }

  SegmentWriter(Path directory, long maxSegmentBytes) throws IOException {
    this.directory = directory;
    this.maxSegmentBytes = maxSegmentBytes;
    this.output = begin(0);
  }

  /**
   * Writes the chunk that the encoder holds.
   *
   * @return its reference: the segment, counted from 0, in the upper 32 bits and the offset in it
   *     in the lower ones
   */
  public long append(XorEncoder chunk) throws IOException {
    int length = chunk.lengthBytes();
    if (length > data.length) {
      data = new byte[length * 2];
    }
    chunk.copyTo(data, 0);
    return append(data, length);
  }

  /** Writes a chunk that was encoded before, and returns its reference. */
  public long append(byte[] chunk) throws IOException {
    return append(chunk, chunk.length);
  }

  private long append(byte[] chunk, int length) throws IOException {
    int recordBytes = Varint.MAX_BYTES + 1 + length + ChunksFormat.CHECKSUM_BYTES;
    if (output.position() + recordBytes > maxSegmentBytes) {
      output.close();
      output = begin(++segment);
    }
    long reference = (long) segment << Integer.SIZE | output.position();
    output.writeUvarint(length);
    output.beginChecksum();
    output.writeByte(ChunksFormat.ENCODING_XOR);
    output.write(chunk, 0, length);
    output.writeChecksum();
    return reference;
  }

  @Override
  public void close() throws IOException {
    output.close();
  }

  private FileOutput begin(int number) throws IOException {
    FileOutput file = new FileOutput(directory.resolve(ChunksFormat.segmentName(number)));
    file.writeInt(ChunksFormat.MAGIC);
    file.writeByte(ChunksFormat.VERSION);
    file.align(ChunksFormat.HEADER_BYTES);
    return file;
  }
}
