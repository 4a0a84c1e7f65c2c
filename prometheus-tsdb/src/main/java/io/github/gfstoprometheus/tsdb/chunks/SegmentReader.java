package io.github.gfstoprometheus.tsdb.chunks;

import io.github.gfstoprometheus.tsdb.CorruptBlockException;
import io.github.gfstoprometheus.tsdb.io.FileInput;
import io.github.gfstoprometheus.tsdb.io.MappedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds chunks in the segment files of a block by their references. */
public final class SegmentReader {
  private final Path directory;
  private final List<MappedFile> segments = new ArrayList<>();

  /** Opens all segments of the directory. */
  public SegmentReader(Path directory) throws IOException {
    this.directory = directory;
    for (Path file = segment(0); Files.exists(file); file = segment(segments.size())) {
      MappedFile segment = MappedFile.open(file);
      FileInput header = segment.input(0);
      header.expectInt(ChunksFormat.MAGIC, "magic number of chunks");
      header.expectByte(ChunksFormat.VERSION, "version of chunks");
      segments.add(segment);
    }
  }

  /** The chunk at a reference, its checksum verified. */
  public ChunkCursor chunk(long reference) throws IOException {
    return new ChunkCursor(segment(reference), offset(reference), bytes(reference));
  }

  /** The data of the chunk at a reference as it was encoded, its checksum verified. */
  public byte[] bytes(long reference) throws IOException {
    MappedFile segment = segment(reference);
    long offset = offset(reference);
    FileInput record = segment.input(offset);
    int length = record.readLength();
    int start = record.position();
    if (length > ChunksFormat.MAX_DATA_BYTES) {
      throw segment.corrupt(
          offset, "at most " + ChunksFormat.MAX_DATA_BYTES + " bytes of data", length + " bytes");
    }
    record.expectByte(ChunksFormat.ENCODING_XOR, "chunk encoding");
    byte[] data = record.readBytes(length);
    segment.verifyChecksum(start, record.position());
    return data;
  }

  private static long offset(long reference) {
    return reference & 0xffff_ffffL;
  }

  private MappedFile segment(long reference) throws CorruptBlockException {
    int number = (int) (reference >>> Integer.SIZE);
    if (number < 0 || number >= segments.size()) {
      throw new CorruptBlockException(
          directory, 0, segments.size() + " segments", "a reference into number " + (number + 1));
    }
    return segments.get(number);
  }

  private Path segment(int number) {
    return directory.resolve(ChunksFormat.segmentName(number));
  }
}
