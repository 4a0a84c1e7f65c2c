package io.github.gfstoprometheus.tsdb.chunks;

import io.github.gfstoprometheus.tsdb.CorruptBlockException;
import io.github.gfstoprometheus.tsdb.io.MappedFile;
import java.io.IOException;

/** Steps through the samples of one chunk. */
public final class ChunkCursor {
  private final Origin origin;
  private final byte[] data;
  private final XorDecoder decoder;

  /** Where a chunk stands, for what is wrong with it. */
  private interface Origin {
    CorruptBlockException corrupt(String expected, String found);
  }

  ChunkCursor(MappedFile segment, long offset, byte[] data) throws IOException {
    if (data.length * Byte.SIZE < ChunksFormat.COUNT_BITS) {
      throw segment.corrupt(offset, "a chunk of 2 bytes or more", data.length + " bytes");
    }
    this.origin = (expected, found) -> segment.corrupt(offset, expected, found);
    this.data = data;
    this.decoder = new XorDecoder(data);
  }

  private ChunkCursor(Origin origin, byte[] data) {
    this.origin = origin;
    this.data = data;
    this.decoder = new XorDecoder(data);
  }

  /** A cursor over a chunk that {@link XorAppender} made and that was never in a file. */
  public static ChunkCursor ofMemory(byte[] data) {
    return new ChunkCursor(
        (expected, found) -> {
          throw new IllegalStateException("expected " + expected + ", found " + found);
        },
        data);
  }

  /** How many samples the chunk says it has. */
  public int sampleCount() {
    return decoder.sampleCount();
  }

  /** The chunk as it was encoded. */
  public byte[] data() {
    return data;
  }

  /** How many bytes the data takes. */
  public int lengthBytes() {
    return data.length;
  }

  /** What is wrong with the chunk, to be thrown. */
  public CorruptBlockException corrupt(String expected, String found) {
    return origin.corrupt(expected, found);
  }

  /** Moves to the next sample and returns whether there is one. */
  public boolean next() throws IOException {
    try {
      return decoder.next();
    } catch (BitReader.OutOfBitsException e) {
      throw corrupt(decoder.sampleCount() + " samples in the chunk", "fewer");
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
