package io.github.gfstoprometheus.tsdb.block;

/** A block that has appeared. */
record PublishedBlock(BlockMeta meta, long sizeBytes) {}
