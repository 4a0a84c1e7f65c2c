package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.timeline.RecordedRange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * As many blocks as a binary number has ones: what is added replaces those of the digits that it
 * carries, so that each sample is written as often again as the logarithm of the additions says.
 */
final class BinaryCounter {
  private final Path data;
  private final BlockDrafts drafts;
  private final Supplier<Ulid> ulids;

  /** Which block stands for each digit, the lowest first; "" for a zero. */
  private final List<String> digits = new ArrayList<>();

  BinaryCounter(Path data, BlockDrafts drafts, Supplier<Ulid> ulids) {
    this.data = data;
    this.drafts = drafts;
    this.ulids = ulids;
  }

  void add(List<RecordedRange> recorded) throws IOException {
    List<String> carried = new ArrayList<>();
    int digit = 0;
    while (digit < digits.size() && !digits.get(digit).isEmpty()) {
      carried.add(0, digits.get(digit));
      digits.set(digit++, "");
    }
    if (digit == digits.size()) {
      digits.add("");
    }
    digits.set(digit, replace(carried, recorded).ulid());
  }

  /** Makes one block of all, and begins anew. */
  BlockMeta mergeAll() throws IOException {
    List<String> all = new ArrayList<>();
    for (String ulid : digits) {
      if (!ulid.isEmpty()) {
        all.add(0, ulid);
      }
    }
    digits.clear();
    return replace(all, List.of());
  }

  private BlockMeta replace(List<String> blocks, List<RecordedRange> recorded) throws IOException {
    BlockMeta published;
    try (BlockDraft draft = drafts.begin(ulids.get())) {
      for (String ulid : blocks) {
        draft.replaceBlock(data.resolve(ulid));
      }
      draft.addRecorded(recorded);
      published = draft.publish();
    }
    for (String ulid : blocks) {
      Blocks.delete(data, ulid);
    }
    return published;
  }
}
