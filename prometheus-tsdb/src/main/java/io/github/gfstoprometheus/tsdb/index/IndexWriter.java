package io.github.gfstoprometheus.tsdb.index;

import io.github.gfstoprometheus.tsdb.io.FileOutput;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Writes an index from front to back: the symbols when it is created, the chunks of each series as
 * they come, and the rest at {@link #finish}.
 */
public final class IndexWriter implements Closeable {
  private final FileOutput output;
  private final SeriesTable series;
  private final ByteArray entry = new ByteArray();
  private final long seriesStart;
  private final int[] seriesIds;
  private int seriesCount;

  /**
   * Creates the file and writes the symbols.
   *
   * @param series what will follow
   */
  public IndexWriter(Path file, SeriesTable series) throws IOException {
    this.series = series;
    this.seriesIds = new int[series.size()];
    output = new FileOutput(file);
    output.writeInt(IndexFormat.MAGIC);
    output.writeByte(IndexFormat.VERSION);
    writeSymbols(series.symbols());
    seriesStart = output.position();
  }

  /** Writes the next series of the table. */
  public void series(ChunkList chunks) throws IOException {
    output.align(IndexFormat.SERIES_ALIGNMENT);
    entry.clear();
    series.putLabels(seriesCount, entry);
    chunks.putTo(entry);
    seriesIds[seriesCount++] = Math.toIntExact(output.position() / IndexFormat.SERIES_ALIGNMENT);
    output.writeUvarint(entry.size());
    output.beginChecksum();
    output.write(entry.bytes(), 0, entry.size());
    output.writeChecksum();
  }

  /** Writes the postings and the table of contents. */
  public void finish() throws IOException {
    long postingsStart = output.position();
    OffsetTable offsets = new OffsetTable();
    offsets.put("", "", writeAllPostings());
    SymbolTable symbols = series.symbols();
    PostingsTable postings = series.postings();
    for (int label = 0; label < postings.labelCount(); label++) {
      offsets.put(
          symbols.symbol(postings.name(label)),
          symbols.symbol(postings.value(label)),
          writePostings(postings, label));
    }
    long offsetsStart = output.position();
    offsets.writeTo(output);
    writeTableOfContents(postingsStart, offsetsStart);
  }

  @Override
  public void close() throws IOException {
    output.close();
  }

  private void writeSymbols(SymbolTable symbols) throws IOException {
    long start = beginSection();
    output.writeInt(symbols.size());
    for (int i = 0; i < symbols.size(); i++) {
      byte[] text = symbols.symbol(i).getBytes(StandardCharsets.UTF_8);
      output.writeUvarint(text.length);
      output.write(text, 0, text.length);
    }
    endSection(start);
  }

  private long writeAllPostings() throws IOException {
    long start = beginPostings(seriesCount);
    for (int id : seriesIds) {
      output.writeInt(id);
    }
    output.writeChecksum();
    return start;
  }

  private long writePostings(PostingsTable postings, int label) throws IOException {
    int from = postings.start(label);
    int to = postings.end(label);
    long start = beginPostings(to - from);
    for (int place = from; place < to; place++) {
      output.writeInt(seriesIds[postings.series(place)]);
    }
    output.writeChecksum();
    return start;
  }

  private long beginPostings(int count) throws IOException {
    output.align(IndexFormat.POSTINGS_ALIGNMENT);
    long start = output.position();
    output.writeInt((count + 1) * Integer.BYTES);
    output.beginChecksum();
    output.writeInt(count);
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
