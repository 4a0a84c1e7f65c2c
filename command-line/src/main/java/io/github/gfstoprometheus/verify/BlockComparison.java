package io.github.gfstoprometheus.verify;

import io.github.gfstoprometheus.tsdb.block.BlockMeta;
import io.github.gfstoprometheus.tsdb.block.BlockReader;
import io.github.gfstoprometheus.tsdb.block.BlockSeries;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A timeline that compares each sample with the blocks. A block is opened when the time of its
 * first sample has come and let go when its series are known, so that memory holds the series of
 * one range, and one index.
 */
public final class BlockComparison implements Timeline {
  private final Path data;
  private final LabelSet scope;
  private final Predicate<LabelSet> compared;
  private final TimeRange range;
  private final Exactness exactness;
  private final VerificationFigures figures;
  private final Deque<BlockMeta> coming;
  private final Map<LabelSet, SeriesCheck> checks = new HashMap<>();
  private final NumberedChecks open = new NumberedChecks();

  /** Series closed since the last tick. */
  private final Set<SeriesCheck> ending = new LinkedHashSet<>();

  /**
   * A comparison before the first tick.
   *
   * @param data the directory that holds the blocks
   * @param blocks all blocks of it, in the order of their time
   * @param scope the labels that all series of the timeline have; others in the blocks are left
   *     alone
   * @param exactness what may differ
   */
  public BlockComparison(
      Path data,
      List<BlockMeta> blocks,
      LabelSet scope,
      Exactness exactness,
      VerificationFigures figures) {
    this(data, blocks, scope, series -> true, TimeRange.ALL, exactness, figures);
  }

  /**
   * A comparison of a part, before the first tick.
   *
   * @param compared which series of the scope are compared; others in the blocks are left alone
   * @param range the time that is compared; samples at others in the blocks are left alone
   */
  public BlockComparison(
      Path data,
      List<BlockMeta> blocks,
      LabelSet scope,
      Predicate<LabelSet> compared,
      TimeRange range,
      Exactness exactness,
      VerificationFigures figures) {
    this.data = data;
    this.compared = compared;
    this.range = range;
    this.coming = new ArrayDeque<>(blocks);
    this.scope = scope;
    this.exactness = exactness;
    this.figures = figures;
  }

  @Override
  public int open(LabelSet labels) {
    SeriesCheck check = check(labels);
    boolean goesOn = ending.remove(check);
    if (goesOn) {
      check.set(0);
    } else {
      check.open();
    }
    return open.add(check);
  }

  @Override
  public void set(int series, long valueBits) {
    open.get(series).set(valueBits);
  }

  @Override
  public void close(int series) {
    SeriesCheck check = open.remove(series);
    if (check.isSampled()) {
      ending.add(check);
    }
  }

  @Override
  public void tick(long timestampMillis) throws IOException {
    if (timestampMillis < range.startMillis()) {
      pass();
      return;
    }
    lookAtBlocks(timestampMillis + exactness.toleranceMillis());
    for (SeriesCheck check : ending) {
      check.expectMarker(timestampMillis);
      if (check.isDone()) {
        checks.remove(check.labels());
      }
    }
    ending.clear();
    for (SeriesCheck check : open) {
      check.expectValue(timestampMillis);
    }
  }

  private void pass() {
    for (SeriesCheck check : ending) {
      if (check.isDone()) {
        checks.remove(check.labels());
      }
    }
    ending.clear();
    for (SeriesCheck check : open) {
      check.pass();
    }
  }

  @Override
  public void end() throws IOException {
    lookAtBlocks(Long.MAX_VALUE);
    for (SeriesCheck check : checks.values()) {
      check.expectNothing();
    }
  }

  private SeriesCheck check(LabelSet labels) {
    return checks.computeIfAbsent(labels, this::newCheck);
  }

  private SeriesCheck newCheck(LabelSet labels) {
    return new SeriesCheck(labels, exactness.match(new SeriesVerdict(labels, figures)));
  }

  private void lookAtBlocks(long throughMillis) throws IOException {
    while (!coming.isEmpty() && coming.getFirst().minMillis() <= throughMillis) {
      lookAt(BlockReader.open(data.resolve(coming.removeFirst().ulid())));
    }
  }

  private void lookAt(BlockReader block) throws IOException {
    String member = scope.value("member");
    for (BlockSeries series : member.isEmpty() ? block.series() : block.series("member", member)) {
      if (isInScope(series.labels()) && compared.test(series.labels())) {
        check(series.labels()).add(new BlockSamples(series.samples(), range));
      }
    }
  }

  private boolean isInScope(LabelSet labels) {
    for (int i = 0; i < scope.size(); i++) {
      if (!labels.value(scope.name(i)).equals(scope.value(i))) {
        return false;
      }
    }
    return true;
  }
}
