package io.github.gfstoprometheus.verify;

import io.github.gfstoprometheus.tsdb.timeline.StaleMarker;
import java.io.IOException;
import java.util.Arrays;

/**
 * Samples that may have been moved or, where nothing changes, left out.
 *
 * <p>One sample of the blocks stands for one of the archive, in order. Where ticks are closer than
 * the tolerance it may not be clear at once for which one: so this keeps all ways that are possible
 * up to here, each by the number of the sample of the blocks that it has next. With none left there
 * is a difference, and the comparison goes on after it.
 */
final class LooseMatch implements SampleMatch {
  private final SeriesVerdict verdict;
  private final long toleranceMillis;
  private final boolean thinned;

  /** How long after the sample before it one that is left out can be. */
  private final long longestMillis;

  private final MergedSamples samples = new MergedSamples();

  /** What each way has next, rising. */
  private int[] ways = {0};

  private int wayCount = 1;
  private int[] waysOn = new int[2];
  private int waysOnCount;

  /** Where the ways were last one, and how many samples of the archive came since. */
  private int settledAt;

  private int unsettled;

  LooseMatch(SeriesVerdict verdict, Exactness exactness) {
    this.verdict = verdict;
    this.toleranceMillis = exactness.toleranceMillis();
    this.thinned = exactness.isThinned();
    // The one before it is where the blocks have it; this one may have been moved to an earlier
    // time before it was judged.
    this.longestMillis = exactness.thinMillis() + exactness.toleranceMillis();
  }

  @Override
  public void add(BlockSamples cursor) throws IOException {
    samples.add(cursor);
  }

  @Override
  public boolean isDone() {
    return samples.isEndedBefore(ways[0]);
  }

  @Override
  public void expect(long timestampMillis, long expectedBits) throws IOException {
    refuseBefore(timestampMillis - toleranceMillis);
    waysOnCount = 0;
    for (int i = 0; i < wayCount; i++) {
      int next = ways[i];
      if (canBeLeftOut(timestampMillis, expectedBits, next)) {
        goOnWith(next);
      }
      if (isAt(timestampMillis, next) && SeriesVerdict.isSame(expectedBits, samples.bits(next))) {
        goOnWith(next + 1);
      }
    }
    if (waysOnCount == 0) {
      tellDifference(timestampMillis, expectedBits);
      return;
    }
    int[] before = ways;
    ways = waysOn;
    wayCount = waysOnCount;
    waysOn = before;
    unsettled++;
    if (wayCount == 1) {
      settle(ways[0]);
    }
    samples.forgetBefore(ways[0] - 1);
  }

  @Override
  public void expectNothing() throws IOException {
    refuseBefore(Long.MAX_VALUE);
    settle(ways[wayCount - 1]);
  }

  /** Gives up ways on which a sample before this time is still to come; if all are, tells it. */
  private void refuseBefore(long timestampMillis) throws IOException {
    int next = ways[wayCount - 1];
    int kept = 0;
    for (int i = 0; i < wayCount; i++) {
      if (!isBefore(timestampMillis, ways[i])) {
        ways[kept++] = ways[i];
      }
    }
    wayCount = kept;
    if (kept > 0) {
      return;
    }
    settle(next);
    while (isBefore(timestampMillis, next)) {
      verdict.unknown(samples.millis(next), samples.bits(next));
      next++;
      samples.forgetBefore(next - 1);
    }
    restartAt(next);
  }

  private void tellDifference(long timestampMillis, long expectedBits) throws IOException {
    int next = ways[wayCount - 1];
    settle(next);
    if (isAt(timestampMillis, next)) {
      verdict.compared(timestampMillis, expectedBits, samples.bits(next));
      next++;
    } else {
      verdict.missing(timestampMillis, expectedBits);
    }
    restartAt(next);
    samples.forgetBefore(next - 1);
  }

  private boolean isBefore(long timestampMillis, int next) throws IOException {
    return samples.has(next) && samples.millis(next) < timestampMillis;
  }

  private boolean isAt(long timestampMillis, int next) throws IOException {
    return samples.has(next) && Math.abs(samples.millis(next) - timestampMillis) <= toleranceMillis;
  }

  /** Whether a sample of the archive may be missing between two of the blocks. */
  private boolean canBeLeftOut(long timestampMillis, long expectedBits, int next)
      throws IOException {
    return thinned
        && expectedBits != StaleMarker.BITS
        && next > 0
        && samples.has(next)
        && samples.bits(next) == samples.bits(next - 1)
        && SeriesVerdict.isSame(expectedBits, samples.bits(next))
        && timestampMillis - samples.millis(next - 1) < longestMillis;
  }

  private void goOnWith(int next) {
    if (waysOnCount > 0 && waysOn[waysOnCount - 1] == next) {
      return;
    }
    if (waysOnCount == waysOn.length) {
      waysOn = Arrays.copyOf(waysOn, waysOnCount * 2);
    }
    waysOn[waysOnCount++] = next;
  }

  /** Of several ways this one counts: what it did not take from the blocks was left out. */
  private void settle(int next) {
    int same = next - settledAt;
    verdict.accepted(same, unsettled - same);
    settledAt = next;
    unsettled = 0;
  }

  private void restartAt(int next) {
    ways[0] = next;
    wayCount = 1;
    settledAt = next;
  }
}
