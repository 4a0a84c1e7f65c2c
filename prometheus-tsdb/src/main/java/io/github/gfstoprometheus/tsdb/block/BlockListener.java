package io.github.gfstoprometheus.tsdb.block;

import java.io.IOException;

/** Hears of the blocks that are published. */
public interface BlockListener {
  /** Hears nothing. */
  BlockListener NONE = new BlockListener() {};

  /** A block is about to be written; the directory will hold it, whole or not, under this name. */
  default void creating(String ulid) throws IOException {}

  /** Nothing was to be written: no block will have this name. */
  default void empty(String ulid) {}

  /** The block has appeared, whole and on the disk. */
  default void published(BlockMeta block, long sizeBytes) throws IOException {}
}
