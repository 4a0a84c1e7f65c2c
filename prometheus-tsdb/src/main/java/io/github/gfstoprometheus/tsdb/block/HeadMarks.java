package io.github.gfstoprometheus.tsdb.block;

/**
 * What {@code meta.json} tells a Prometheus that is scraping, and so holds recent samples of its
 * own in its head: in memory and in its write-ahead log, but in no block yet.
 *
 * <p>Of a block it takes two things for granted that hold for its own alone. At a start, it drops
 * what its log has from before the end of the newest block. And once a range of six hours is over
 * in which blocks are, it compacts them. The hint {@code "from-out-of-order"} prevents the former.
 * But what is compacted out of blocks with the hint has it no more (before Prometheus 3.14), while
 * the head may still hold samples of that range; {@code "failed": true} prevents that.
 *
 * @see <a href="https://github.com/prometheus/prometheus/blob/v3.5.3/tsdb/db.go">db.go:
 *     inOrderBlocksMaxTime</a>
 * @see <a href="https://github.com/prometheus/prometheus/blob/v3.5.3/tsdb/compact.go">compact.go:
 *     selectDirs, CompactBlockMetas</a>
 */
public enum HeadMarks {
  /** None, as in a block that Prometheus cut off its head: all of it up to the block's end. */
  NONE,

  /** There may be samples of this time in a head only, and the block is not to be compacted. */
  HELD,

  /** The head has moved on, and the block may be compacted. */
  SETTLED
}
