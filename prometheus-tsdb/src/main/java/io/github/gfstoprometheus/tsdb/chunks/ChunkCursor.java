package io.github.gfstoprometheus.tsdb.chunks;

import io.github.gfstoprometheus.tsdb.io.MappedFile;
import java.io.IOException;

/** Steps through the samples of one chunk. */
public final class ChunkCursor {
  private final MappedFile segment;
  private final long offset;
  private final int lengthBytes;
  private final XorDecoder decoder;

  ChunkCursor(MappedFile segment, long offset, byte[] data) throws IOException {
    this.segment = segment;
    this.offset = offset;
    this.lengthBytes = data.length;
    if (data.length * Byte.SIZE < ChunksFormat.COUNT_BITS) {
      throw segment.corrupt(offset, "a chunk of 2 bytes or more", data.length + " bytes");
    }
    this.decoder = new XorDecoder(data);
  }

  /** How many samples the chunk says it has. */
  public int sampleCount() {
    return decoder.sampleCount();
  }

  /** How many bytes the data takes. */
  public int lengthBytes() {
    return lengthBytes;
  }

  /** Moves to the next sample and returns whether there is one. */
  public boolean next() throws IOException {
    try {
      return decoder.next();
    } catch (BitReader.OutOfBitsException e) {
      throw segment.corrupt(offset, decoder.sampleCount() + " samples in the chunk", "fewer");
    }
  }

  /** The time of the sample, in milliseconds since the epoch. */
  public long timestampMillis() {
    return decoder.timestampMillis();
  }

  /** The value of the sample, as raw IEEE 754 bits. */
  public long valueBits() {
    return decoder.valueBits();
  }
}
