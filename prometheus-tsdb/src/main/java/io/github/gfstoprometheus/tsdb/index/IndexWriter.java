package io.github.gfstoprometheus.tsdb.index;

import io.github.gfstoprometheus.tsdb.io.FileOutput;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/**
 * Writes an index from front to back: the symbols when it is created, each series as it comes, and
 * the rest at {@link #finish}.
 */
public final class IndexWriter implements Closeable {
  private final FileOutput output;
  private final SymbolTable symbols;
  private final PostingsTable postings = new PostingsTable();
  private final ByteArray entry = new ByteArray();
  private final long seriesStart;
  private int[] seriesIds = new int[1024];
  private int seriesCount;
  private Optional<LabelSet> previous = Optional.empty();

  /**
   * Creates the file and writes the symbols.
   *
   * @param series the labels of all series that will follow
   */
  public IndexWriter(Path file, Collection<LabelSet> series) throws IOException {
    symbols = new SymbolTable(series);
    output = new FileOutput(file);
    output.writeInt(IndexFormat.MAGIC);
    output.writeByte(IndexFormat.VERSION);
    writeSymbols();
    seriesStart = output.position();
  }

  /**
   * Writes one series.
   *
   * @throws IllegalArgumentException if its labels do not come after those of the series before
   */
  public void series(LabelSet labels, ChunkList chunks) throws IOException {
    if (previous.isPresent() && previous.get().compareTo(labels) >= 0) {
      throw new IllegalArgumentException(
          "series out of order: " + labels + " after " + previous.get());
    }
    previous = Optional.of(labels);
    output.align(IndexFormat.SERIES_ALIGNMENT);
    int id = Math.toIntExact(output.position() / IndexFormat.SERIES_ALIGNMENT);
    remember(id);
    entry.clear();
    putLabels(labels, id);
    putChunks(chunks);
    output.writeUvarint(entry.size());
    output.beginChecksum();
    output.write(entry.bytes(), 0, entry.size());
    output.writeChecksum();
  }

  /** Writes the postings and the table of contents, and brings the file to the disk. */
  public void finish() throws IOException {
    long postingsStart = output.position();
    OffsetTable offsets = new OffsetTable();
    offsets.put("", "", writePostings(seriesIds, 0, seriesCount));
    postings.forEachLabel(
        symbols.size(),
        (name, value, ids, from, to) -> {
          long offset = writePostings(ids, from, to);
          offsets.put(symbols.symbol(name), symbols.symbol(value), offset);
        });
    long offsetsStart = output.position();
    offsets.writeTo(output);
    writeTableOfContents(postingsStart, offsetsStart);
    output.sync();
  }

  /** How many bytes the file takes so far. */
  public long sizeBytes() {
    return output.position();
  }

  @Override
  public void close() throws IOException {
    output.close();
  }

  private void remember(int id) {
    if (seriesCount == seriesIds.length) {
      seriesIds = Arrays.copyOf(seriesIds, seriesCount * 2);
    }
    seriesIds[seriesCount++] = id;
  }

  private void putLabels(LabelSet labels, int id) {
    entry.putUvarint(labels.size());
    for (int i = 0; i < labels.size(); i++) {
      int name = symbols.number(labels.name(i));
      int value = symbols.number(labels.value(i));
      entry.putUvarint(name);
      entry.putUvarint(value);
      postings.add(name, value, id);
    }
  }

  private void putChunks(ChunkList chunks) {
    entry.putUvarint(chunks.size());
    for (int i = 0; i < chunks.size(); i++) {
      long minMillis = chunks.minMillis(i);
      if (i == 0) {
        entry.putVarint(minMillis);
      } else {
        entry.putUvarint(minMillis - chunks.maxMillis(i - 1));
      }
      entry.putUvarint(chunks.maxMillis(i) - minMillis);
      if (i == 0) {
        entry.putUvarint(chunks.reference(0));
      } else {
        entry.putVarint(chunks.reference(i) - chunks.reference(i - 1));
      }
    }
  }

  private void writeSymbols() throws IOException {
    long start = beginSection();
    output.writeInt(symbols.size());
    for (int i = 0; i < symbols.size(); i++) {
      byte[] text = symbols.symbol(i).getBytes(StandardCharsets.UTF_8);
      output.writeUvarint(text.length);
      output.write(text, 0, text.length);
    }
    endSection(start);
  }

  private long writePostings(int[] ids, int from, int to) throws IOException {
    output.align(IndexFormat.POSTINGS_ALIGNMENT);
    long start = output.position();
    output.writeInt((to - from + 1) * Integer.BYTES);
    output.beginChecksum();
    output.writeInt(to - from);
    for (int i = from; i < to; i++) {
      output.writeInt(ids[i]);
    }
    output.writeChecksum();
    return start;
  }

  private void writeTableOfContents(long postingsStart, long offsetsStart) throws IOException {
    output.beginChecksum();
    output.writeLong(IndexFormat.HEADER_BYTES);
    output.writeLong(seriesStart);
    output.writeLong(0);
    output.writeLong(0);
    output.writeLong(postingsStart);
    output.writeLong(offsetsStart);
    output.writeChecksum();
  }

  /** Leaves room for a length that is known at {@link #endSection} only. */
  private long beginSection() throws IOException {
    long start = output.position();
    output.writeInt(0);
    output.beginChecksum();
    return start;
  }

  private void endSection(long start) throws IOException {
    long lengthBytes = output.position() - start - Integer.BYTES;
    output.writeChecksum();
    output.patchInt(start, Math.toIntExact(lengthBytes));
  }
}
