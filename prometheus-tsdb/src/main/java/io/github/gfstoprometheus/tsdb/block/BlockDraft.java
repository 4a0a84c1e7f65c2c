package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.RecordedRange;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A block that is written part by part, and published as one.
 *
 * <pre>
 * ULID.tmp-for-creation/
 *   part-N/index, part-N/chunks   as those of a block
 * </pre>
 *
 * <p>Many parts are merged into one before more are added, so that the number of those that are
 * open at a time is bounded; each sample is written again as often as the logarithm of their number
 * says.
 *
 * <p>After an exception a draft can only be closed.
 */
public final class BlockDraft implements Closeable {
  /** So many parts are merged at a time. */
  private static final int AT_ONCE = 16;

  private final String ulid;
  private final BlockListener listener;
  private final BlockDirectory directory;
  private final BlockPolicy policy;
  private final HeadMarks marks;
  private final LastLayout layouts;
  private final PartWriter writer;
  private final MergeFigures merged = new MergeFigures();

  /** In the order in which they were added. */
  private final List<Part> parts = new ArrayList<>();

  private final Set<BlockMeta.Replaced> replaced = new LinkedHashSet<>();

  private BlockFigures lastWritten = new BlockFigures();
  private int partCount;

  /** A series with what a part is to have of it. */
  public interface Series {
    /** What the series is called. */
    LabelSet labels();

    /**
     * Its chunks, at least one. Of samples at one time, that of the earlier chunk here stays.
     * Called once, when they are written.
     */
    List<EncodedChunk> chunks();
  }

  /**
   * A part.
   *
   * @param rounds how often its samples were merged
   */
  private record Part(Path path, int rounds) {}

  /**
   * Begins a block.
   *
   * @param data where it will appear, such as the data directory of a Prometheus
   * @param ulid its name
   */
  public BlockDraft(Path data, Ulid ulid, BlockPolicy policy, BlockListener listener)
      throws IOException {
    this(data, ulid, policy, HeadMarks.NONE, new LastLayout(), listener);
  }

  BlockDraft(
      Path data,
      Ulid ulid,
      BlockPolicy policy,
      HeadMarks marks,
      LastLayout layouts,
      BlockListener listener)
      throws IOException {
    this.ulid = ulid.toString();
    this.listener = listener;
    this.policy = policy;
    this.marks = marks;
    this.layouts = layouts;
    this.writer = new PartWriter(policy, merged);
    listener.creating(this.ulid);
    this.directory = BlockDirectory.create(data, this.ulid);
  }

  /**
   * Writes a part. Of samples that other parts have too, those stay that were added first.
   *
   * @param series at least one, in the order of labels
   */
  public void add(List<? extends Series> series) throws IOException {
    Path path = directory.createPart(partCount++);
    List<LabelSet> labels = series.stream().map(Series::labels).toList();
    var next = series.iterator();
    lastWritten =
        writer.write(
            path,
            labels,
            () ->
                next.next().chunks().stream()
                    .map(chunk -> (SourceChunk) new SourceChunk.InMemory(chunk))
                    .toList());
    parts.add(new Part(path, 0));
  }

  /**
   * Writes a part of what several timelines recorded in one block range, and closes it; none if
   * there is no series. Costs what their changes cost. Of samples that other parts have too, those
   * stay that were added first.
   *
   * @throws IllegalStateException if two of the timelines hold one series
   */
  public void addRecorded(List<RecordedRange> timelines) throws IOException {
    try (RangeContents range = new RangeContents(timelines, policy, layouts)) {
      if (!range.isEmpty()) {
        Path path = directory.createPart(partCount++);
        lastWritten = range.write(path);
        parts.add(new Part(path, 0));
      }
    }
  }

  /**
   * Adds a block that stays where it is. Of samples that other parts have too, those stay that were
   * added first.
   *
   * @throws NoSuchFileException here or later if it is gone: a running Prometheus may have
   *     compacted it away
   */
  public void addBlock(Path block) throws IOException {
    parts.add(new Part(block, 0));
    compact();
  }

  /**
   * Adds a block that the new one takes the place of. A Prometheus that has loaded it lets go of it
   * at the moment at which it finds the new one, and deletes it; where none runs, it is left to be
   * {@link Blocks#delete deleted} once the new one is published. Also then it should be added here:
   * of a block that goes without a word, Prometheus keeps the files open until it ends.
   *
   * @throws NoSuchFileException here or later if it is gone
   */
  public void replaceBlock(Path block) throws IOException {
    BlockMeta meta = MetaFile.read(block.resolve(MetaFile.NAME));
    // Prometheus may not have looked since the block took the place of others.
    replaced.addAll(meta.replaced());
    replaced.add(new BlockMeta.Replaced(meta.ulid(), meta.minMillis(), meta.endMillis()));
    addBlock(block);
  }

  /** Whether there is nothing to publish: no part has been added that has a series. */
  public boolean isEmpty() {
    return parts.isEmpty();
  }

  /**
   * Merges parts if there are many. Not done when they are added, so that whoever adds them can let
   * go of the samples before.
   */
  public void compact() throws IOException {
    while (isFull()) {
      mergeLast(AT_ONCE);
    }
  }

  /** How many parts have been written, those of merging included. */
  public int partCount() {
    return partCount;
  }

  /** How many samples were left out so far since an earlier one has their time and value. */
  public long repeated() {
    return merged.repeated();
  }

  /** How many samples were left out so far since an earlier one has their time, if not value. */
  public long conflicting() {
    return merged.conflicting();
  }

  /**
   * Merges the parts, publishes the block and tells the listener.
   *
   * @throws IllegalArgumentException if there is no series
   */
  public BlockMeta publish() throws IOException {
    while (parts.size() != 1 || !directory.holds(parts.get(0).path())) {
      mergeLast(Math.min(AT_ONCE, parts.size()));
    }
    BlockMeta meta = lastWritten.meta(ulid, List.copyOf(replaced), marks);
    directory.adopt(parts.get(0).path());
    directory.writeMeta(meta);
    listener.published(meta, directory.publish());
    return meta;
  }

  /** Removes what was written, unless it was published. */
  @Override
  public void close() throws IOException {
    directory.close();
  }

  /** Whether there are as many parts at the end as are merged, all of them merged as often. */
  private boolean isFull() {
    int size = parts.size();
    return size >= AT_ONCE && parts.get(size - AT_ONCE).rounds() == parts.get(size - 1).rounds();
  }

  private void mergeLast(int count) throws IOException {
    List<Part> last = parts.subList(parts.size() - count, parts.size());
    MergeInputs inputs = new MergeInputs(last.stream().map(Part::path).toList());
    List<LabelSet> labels = inputs.labels();
    if (labels.isEmpty()) {
      throw new IllegalArgumentException(
          "no block to write: there is no series in " + last.stream().map(Part::path).toList());
    }
    Path path = directory.createPart(partCount++);
    lastWritten = writer.write(path, labels, inputs::nextWithChunks);
    int rounds = last.get(0).rounds() + 1;
    for (Part part : last) {
      if (directory.holds(part.path())) {
        FileTree.delete(part.path());
      }
    }
    last.clear();
    parts.add(new Part(path, rounds));
  }
}
