package io.github.gfstoprometheus.tsdb.timeline;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * For each tick and each time in its window: with how few turns it can be reached.
 *
 * <p>A stretch is ticks with one spacing; a turn is a tick at which one stretch ends and the next
 * begins, which is a delta of deltas other than zero. As times over ticks, stretches are straight
 * lines through a corridor, and the way with the fewest turns is a minimum-link path.
 *
 * <p>Some times of a tick are reached with the fewest turns. A turn at any of them leads to every
 * later time of the next tick, so no time needs more than one above the fewest, and the set of
 * those that need no more says everything. If windows overlap, a time may be too early to be
 * reached so. It counts as not reached, which may cost a turn but never the way.
 *
 * <p>A set of times is a number with a bit for each millisecond; bit 0 is the true time less the
 * tolerance. To follow a spacing from tick to tick is then a shift. Only few spacings last for
 * long, so the work is about that of the ticks, and for each turn that of the spacings there are,
 * four times the tolerance.
 */
final class FewestTurns {
  /** The number of turns to a time that counts as not reached. */
  static final int UNREACHED = Integer.MAX_VALUE;

  private final TickWindows windows;
  private final int toleranceMillis;

  /** For each tick the times that its window has. */
  private final BigInteger[] allowed;

  /** For each tick the times that are reached with the fewest turns. */
  private final BigInteger[] reached;

  /** The fewest turns to each tick; -1 for the first, where the stretch that begins is no turn. */
  private final int[] fewest;

  FewestTurns(TickWindows windows, int toleranceMillis) {
    this.windows = windows;
    this.toleranceMillis = toleranceMillis;
    allowed = new BigInteger[windows.ticks()];
    reached = new BigInteger[windows.ticks()];
    fewest = new int[windows.ticks()];
    for (int tick = 0; tick < allowed.length; tick++) {
      int from = bit(tick, windows.earliest(tick));
      int to = bit(tick, windows.latest(tick)) + 1;
      allowed[tick] = ones(to).subtract(ones(from));
    }
    search();
  }

  /** The fewest turns to any time of a tick. */
  int to(int tick) {
    return fewest[tick];
  }

  /** The fewest turns to a time in the window of a tick, or {@link #UNREACHED}. */
  int to(int tick, long millis) {
    int bit = bit(tick, millis);
    if (reached[tick].testBit(bit)) {
      return fewest[tick];
    }
    return withOneMore(tick).testBit(bit) ? fewest[tick] + 1 : UNREACHED;
  }

  private void search() {
    reached[0] = allowed[0];
    fewest[0] = -1;
    List<Stretch> stretches = List.of();
    int rose = 1;
    for (int tick = 1; tick < fewest.length; tick++) {
      stretches = goOn(stretches, tick);
      fewest[tick] = fewest[tick - 1];
      if (stretches.isEmpty()) {
        stretches = begin(tick, rose);
        fewest[tick]++;
        rose = tick;
      }
      reached[tick] =
          stretches.stream().map(Stretch::times).reduce(BigInteger.ZERO, BigInteger::or);
    }
  }

  /** The stretches of the tick before that have a time in the window of this one. */
  private List<Stretch> goOn(List<Stretch> stretches, int tick) {
    List<Stretch> next = new ArrayList<>();
    for (Stretch stretch : stretches) {
      BigInteger times = follow(stretch.times, tick - 1, stretch.spacingMillis, tick);
      addUnlessEmpty(next, stretch.spacingMillis, times.and(allowed[tick]));
    }
    return next;
  }

  /**
   * The stretches with one turn more than the fewest so far that have a time at a tick.
   *
   * @param rose where the fewest turns last became more
   */
  private List<Stretch> begin(int tick, int rose) {
    List<Stretch> next = new ArrayList<>();
    long delta = windows.delta(tick);
    long longest = delta + 2L * toleranceMillis;
    for (long spacing = Math.max(1, delta - 2L * toleranceMillis); spacing <= longest; spacing++) {
      addUnlessEmpty(next, spacing, begin(tick, rose, spacing));
    }
    return next;
  }

  private BigInteger begin(int tick, int rose, long spacing) {
    BigInteger begun = BigInteger.ZERO;
    BigInteger open = allowed[tick];
    for (int from = tick - 1; from >= rose && open.signum() != 0; from--) {
      open = open.and(follow(allowed[from], from, spacing, tick));
      BigInteger times = open.and(follow(reached[from], from, spacing, tick));
      begun = begun.or(times);
      open = open.andNot(times);
    }
    // At the tick before they rose, times with one turn more than the fewest have as many. No need
    // to look further back: a stretch that began there passes such a time, and may begin at it.
    return begun.or(open.and(follow(withOneMore(rose - 1), rose - 1, spacing, tick)));
  }

  /** The times of a tick that need at most one turn above the fewest. */
  private BigInteger withOneMore(int tick) {
    if (tick == 0) {
      return reached[0];
    }
    // Every time that is later than the earliest one reached at the tick before.
    long early = reached[tick - 1].getLowestSetBit() + 1 - windows.delta(tick);
    return early <= 0 ? allowed[tick] : allowed[tick].andNot(ones((int) early)).or(reached[tick]);
  }

  /** Where times come at a later tick with a spacing, as far as that is near its window. */
  private BigInteger follow(BigInteger times, int fromTick, long spacing, int tick) {
    long trueMillis = windows.millis(tick) - windows.millis(fromTick);
    long shift = spacing * (tick - fromTick) - trueMillis;
    return Math.abs(shift) > 2L * toleranceMillis ? BigInteger.ZERO : times.shiftLeft((int) shift);
  }

  private int bit(int tick, long millis) {
    return (int) (millis - windows.millis(tick)) + toleranceMillis;
  }

  private static BigInteger ones(int count) {
    return BigInteger.ONE.shiftLeft(count).subtract(BigInteger.ONE);
  }

  private static void addUnlessEmpty(List<Stretch> stretches, long spacing, BigInteger times) {
    if (times.signum() != 0) {
      stretches.add(new Stretch(spacing, times));
    }
  }

  /** The times at one tick of all stretches with one spacing. */
  private record Stretch(long spacingMillis, BigInteger times) {}
}
