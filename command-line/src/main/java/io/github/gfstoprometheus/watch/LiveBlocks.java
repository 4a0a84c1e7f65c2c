package io.github.gfstoprometheus.watch;

import io.github.gfstoprometheus.tsdb.block.BlockMeta;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The blocks that a watch has published, and which of them a new one takes in.
 *
 * <pre>
 *   minutes published    blocks
 *   1                    1
 *   2                    2
 *   3                    2 1
 *   4                    4
 *   7                    4 2 1
 *   120, the range over  120
 * </pre>
 *
 * <p>So each sample is written as often as the logarithm of the number of publications in a range
 * says, and a range has as many blocks while it lasts.
 */
final class LiveBlocks {
  /** By how much a block may be longer than what follows it and be taken in all the same. */
  private static final double ABOUT = 1.25;

  private final long rangeMillis;
  private final Map<String, BlockMeta> blocks = new HashMap<>();

  /**
   * No blocks.
   *
   * @param rangeMillis the length of a block range; no block crosses the border of one
   */
  LiveBlocks(long rangeMillis) {
    this.rangeMillis = rangeMillis;
  }

  void add(BlockMeta block) {
    blocks.put(block.ulid(), block);
  }

  void remove(String ulid) {
    blocks.remove(ulid);
  }

  Collection<BlockMeta> all() {
    return List.copyOf(blocks.values());
  }

  /** The names of all of them, in the order of time. */
  List<String> names() {
    return inOrder(blocks.values()).stream().map(BlockMeta::ulid).toList();
  }

  /**
   * Those that a block of new samples takes in: all that it would overlap with, and the newest ones
   * before it that are not longer than what follows them.
   *
   * @param endMillis the time after its last sample
   */
  List<BlockMeta> takenIn(long beginMillis, long endMillis) {
    List<BlockMeta> inRange = inRange(Math.floorDiv(endMillis - 1, rangeMillis));
    long begin = beginMillis;
    long end = endMillis;
    Deque<BlockMeta> taken = new ArrayDeque<>();
    boolean more = true;
    while (more) {
      more = false;
      for (BlockMeta block : inRange) {
        boolean overlaps = block.minMillis() < end && begin < block.endMillis();
        if (overlaps && !taken.contains(block)) {
          taken.add(block);
          begin = Math.min(begin, block.minMillis());
          end = Math.max(end, block.endMillis());
          more = true;
        }
      }
    }
    for (int i = inRange.size() - 1; i >= 0; i--) {
      BlockMeta block = inRange.get(i);
      if (block.endMillis() <= begin && isShort(block, end)) {
        taken.add(block);
        begin = block.minMillis();
      } else if (block.endMillis() <= begin) {
        break;
      }
    }
    return inOrder(taken);
  }

  private static boolean isShort(BlockMeta block, long endMillis) {
    long length = block.endMillis() - block.minMillis();
    return length <= ABOUT * (endMillis - block.endMillis());
  }

  /** The blocks of each range that is over by this time and has several. */
  List<List<BlockMeta>> toCompact(long nowMillis) {
    TreeMap<Long, List<BlockMeta>> byRange = new TreeMap<>();
    for (BlockMeta block : blocks.values()) {
      byRange.computeIfAbsent(range(block), range -> new ArrayList<>()).add(block);
    }
    return byRange.headMap(Math.floorDiv(nowMillis, rangeMillis)).values().stream()
        .filter(range -> range.size() > 1)
        .map(LiveBlocks::inOrder)
        .toList();
  }

  private List<BlockMeta> inRange(long range) {
    return inOrder(blocks.values().stream().filter(block -> range(block) == range).toList());
  }

  private long range(BlockMeta block) {
    return Math.floorDiv(block.minMillis(), rangeMillis);
  }

  private static List<BlockMeta> inOrder(Collection<BlockMeta> unordered) {
    return unordered.stream().sorted(Comparator.comparingLong(BlockMeta::minMillis)).toList();
  }
}
