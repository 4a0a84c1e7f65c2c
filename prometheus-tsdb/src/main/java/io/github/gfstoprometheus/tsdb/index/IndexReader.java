package io.github.gfstoprometheus.tsdb.index;

import io.github.gfstoprometheus.tsdb.io.FileInput;
import io.github.gfstoprometheus.tsdb.io.MappedFile;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads an index in place; every checksum on the way is verified. */
public final class IndexReader {
  private final MappedFile file;
  private final String[] symbols;

  private final long offsetsStart;
  private final int allPostingsStart;

  /**
   * Where the postings of each label begin, by name and value; read when first asked for. It takes
   * more memory than all else here, and who goes through all series does not need it.
   */
  private Optional<Map<String, Map<String, Integer>>> postingsOffsets = Optional.empty();

  /** Opens the file, reads its symbols and finds its list of all series. */
  public IndexReader(Path path) throws IOException {
    file = MappedFile.open(path);
    FileInput header = file.input(0);
    header.expectInt(IndexFormat.MAGIC, "magic number of an index");
    header.expectByte(IndexFormat.VERSION, "version of an index");
    int tocStart = file.sizeBytes() - IndexFormat.TOC_BYTES;
    FileInput toc = file.input(tocStart);
    long symbolsStart = toc.readLong();
    toc.readLong(); // series are found through postings
    toc.readLong(); // label indices are obsolete
    toc.readLong();
    toc.readLong(); // postings are found through the table of their offsets
    offsetsStart = toc.readLong();
    file.verifyChecksum(tocStart, toc.position());
    symbols = readSymbols(section(symbolsStart));
    allPostingsStart = findAllPostings(section(offsetsStart));
  }

  /** Ids of all series, in the order of their labels. */
  public int[] allSeries() throws IOException {
    return readPostings(allPostingsStart);
  }

  /** Ids of the series that have this label, in the order of their labels. */
  public int[] postings(String name, String value) throws IOException {
    Integer offset = postingsOffsets().getOrDefault(name, Map.of()).get(value);
    return offset == null ? new int[0] : readPostings(offset);
  }

  private int[] readPostings(int offset) throws IOException {
    FileInput list = section(offset);
    int count = list.readInt();
    if (count < 0 || (long) count * Integer.BYTES != list.remaining()) {
      throw list.corrupt(offset, "postings that fill their section", count + " of them");
    }
    int[] ids = new int[count];
    for (int i = 0; i < count; i++) {
      ids[i] = list.readInt();
    }
    return ids;
  }

  /** The series with this id. */
  public Series series(int id) throws IOException {
    long start = Integer.toUnsignedLong(id) * IndexFormat.SERIES_ALIGNMENT;
    FileInput entry = file.input(start);
    int length = entry.readLength();
    int bodyStart = entry.position();
    file.verifyChecksum(bodyStart, (long) bodyStart + length);
    FileInput body = file.input(bodyStart, (long) bodyStart + length);
    return new Series(readLabels(body), readChunks(body));
  }

  /** A series with its chunks in the order of time. */
  public record Series(LabelSet labels, List<ChunkMeta> chunks) {}

  /** The body of a section that begins with its length, its checksum verified. */
  private FileInput section(long start) throws IOException {
    FileInput section = file.input(start);
    int length = section.readInt();
    int bodyStart = section.position();
    if (length < Integer.BYTES || length > section.remaining() - IndexFormat.CHECKSUM_BYTES) {
      throw section.corrupt(start, "a length within the file", Integer.toUnsignedString(length));
    }
    file.verifyChecksum(bodyStart, (long) bodyStart + length);
    return file.input(bodyStart, (long) bodyStart + length);
  }

  private static String[] readSymbols(FileInput section) throws IOException {
    int start = section.position();
    int count = section.readInt();
    if (count < 0 || count > section.remaining()) {
      throw section.corrupt(start, "as many symbols as fit", Integer.toUnsignedString(count));
    }
    String[] symbols = new String[count];
    for (int i = 0; i < count; i++) {
      symbols[i] = section.readText();
    }
    return symbols;
  }

  /** An entry of the table of postings. */
  private record PostingsOffset(String name, String value, int offset) {
    static PostingsOffset read(FileInput section) throws IOException {
      section.expectByte(IndexFormat.OFFSET_KEYS, "number of keys");
      return new PostingsOffset(section.readText(), section.readText(), section.readLength());
    }
  }

  private static int readOffsetCount(FileInput section) throws IOException {
    int start = section.position();
    int count = section.readInt();
    if (count < 0 || count > section.remaining()) {
      throw section.corrupt(start, "as many offsets as fit", Integer.toUnsignedString(count));
    }
    return count;
  }

  /** The list of all series comes first in the table, in what others write too. */
  private static int findAllPostings(FileInput section) throws IOException {
    int start = section.position();
    int count = readOffsetCount(section);
    for (int i = 0; i < count; i++) {
      PostingsOffset entry = PostingsOffset.read(section);
      if (entry.name.isEmpty() && entry.value.isEmpty()) {
        return entry.offset;
      }
    }
    throw section.corrupt(start, "postings of all series", count + " others");
  }

  private synchronized Map<String, Map<String, Integer>> postingsOffsets() throws IOException {
    if (postingsOffsets.isEmpty()) {
      Map<String, Map<String, Integer>> offsets = new HashMap<>();
      FileInput section = section(offsetsStart);
      int count = readOffsetCount(section);
      for (int i = 0; i < count; i++) {
        PostingsOffset entry = PostingsOffset.read(section);
        offsets.computeIfAbsent(entry.name, key -> new HashMap<>()).put(entry.value, entry.offset);
      }
      postingsOffsets = Optional.of(offsets);
    }
    return postingsOffsets.get();
  }

  private LabelSet readLabels(FileInput body) throws IOException {
    int count = body.readLength();
    Map<String, String> labels = new HashMap<>();
    for (int i = 0; i < count; i++) {
      int start = body.position();
      String name = symbol(body);
      if (name.isEmpty() || labels.put(name, symbol(body)) != null) {
        throw body.corrupt(start, "a label name of its own", '"' + name + '"');
      }
    }
    return LabelSet.of(labels);
  }

  private static List<ChunkMeta> readChunks(FileInput body) throws IOException {
    int count = body.readLength();
    List<ChunkMeta> chunks = new ArrayList<>();
    long max = 0;
    long reference = 0;
    for (int i = 0; i < count; i++) {
      long min = i == 0 ? body.readVarint() : max + body.readUvarint();
      max = min + body.readUvarint();
      reference = i == 0 ? body.readUvarint() : reference + body.readVarint();
      chunks.add(new ChunkMeta(min, max, reference));
    }
    return chunks;
  }

  private String symbol(FileInput body) throws IOException {
    int start = body.position();
    long number = body.readUvarint();
    if (number < 0 || number >= symbols.length) {
      throw body.corrupt(start, "a symbol below " + symbols.length, Long.toUnsignedString(number));
    }
    return symbols[(int) number];
  }
}
