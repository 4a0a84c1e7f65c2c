package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.timeline.RecordedRange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Writes blocks: the series of all timelines of a range in the order of labels. Several threads may
 * write blocks at the same time.
 */
final class BlockWriter {
  private final Path directory;
  private final BlockPolicy policy;
  private final LastLayout layouts = new LastLayout();

  BlockWriter(Path directory, BlockPolicy policy) {
    this.directory = directory;
    this.policy = policy;
  }

  /** Writes a block of what the timelines recorded, to be published; none if there is no series. */
  Optional<WrittenBlock> write(String ulid, List<RecordedRange> timelines) throws IOException {
    try (RangeContents range = new RangeContents(timelines, policy, layouts)) {
      return range.isEmpty() ? Optional.empty() : Optional.of(write(ulid, range));
    }
  }

  private WrittenBlock write(String ulid, RangeContents range) throws IOException {
    BlockDirectory block = BlockDirectory.create(directory, ulid);
    try {
      BlockMeta meta = range.write(block.path()).meta(ulid);
      block.writeMeta(meta);
      return new WrittenBlock(block, meta);
    } catch (IOException | RuntimeException | Error e) {
      block.close();
      throw e;
    }
  }
}
