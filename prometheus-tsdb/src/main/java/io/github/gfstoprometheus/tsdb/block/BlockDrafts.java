package io.github.gfstoprometheus.tsdb.block;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Begins blocks that are written part by part, one after the other, with much the same series: what
 * their indices say of labels is worked out once. Several threads may write parts at the same time.
 */
public final class BlockDrafts {
  private final Path data;
  private final BlockPolicy policy;
  private final HeadMarks marks;
  private final BlockListener listener;
  private final LastLayout layouts = new LastLayout();

  /**
   * Drafts of ordinary blocks.
   *
   * @param data where they will appear, such as the data directory of a Prometheus
   */
  public BlockDrafts(Path data, BlockPolicy policy, BlockListener listener) {
    this(data, policy, HeadMarks.NONE, listener);
  }

  /**
   * Drafts of blocks.
   *
   * @param data where they will appear, such as the data directory of a Prometheus
   * @param marks what they tell a Prometheus that is writing there
   */
  public BlockDrafts(Path data, BlockPolicy policy, HeadMarks marks, BlockListener listener) {
    this.data = data;
    this.policy = policy;
    this.marks = marks;
    this.listener = listener;
  }

  /** Begins the block of this name. */
  public BlockDraft begin(Ulid ulid) throws IOException {
    return new BlockDraft(data, ulid, policy, marks, layouts, listener);
  }
}
