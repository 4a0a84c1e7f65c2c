package io.github.gfstoprometheus.tsdb.block;

import java.io.Closeable;
import java.io.IOException;

/** A block that is all written, under a name that Prometheus takes for an unfinished one. */
final class WrittenBlock implements Closeable {
  private final BlockDirectory directory;
  private final BlockMeta meta;

  WrittenBlock(BlockDirectory directory, BlockMeta meta) {
    this.directory = directory;
    this.meta = meta;
  }

  /** Brings it to the disk and gives it its name. */
  PublishedBlock publish() throws IOException {
    try (directory) {
      return new PublishedBlock(meta, directory.publish());
    }
  }

  /** Removes it unless it was published. */
  @Override
  public void close() throws IOException {
    directory.close();
  }
}
