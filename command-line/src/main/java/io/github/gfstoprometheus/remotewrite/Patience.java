package io.github.gfstoprometheus.remotewrite;

/**
 * How long parts of a refused tick are sent by themselves although none of them is taken. Mostly a
 * tick is refused because all of it is too old, or all of it is there, and then to ask for each
 * sample is in vain; but no other way tells the few that are not.
 *
 * <p>A tick is given up after so many refusals without a sample that was taken. Each tick given up
 * leaves half as many to the next one, a sample taken restores all of them. So what is refused
 * throughout costs little more than its ticks. As what was lost by giving up would be lost unseen
 * where samples may be there already, ticks are then never given up at once.
 */
final class Patience {
  /** Spread over a tick, these find what one series in a hundred would take. */
  static final int MOST_REFUSALS = 1024;

  /** These find what a tenth of the series would take. */
  static final int FEW_REFUSALS = 16;

  private int most = MOST_REFUSALS;
  private int left;
  private boolean isFirstTick;
  private boolean wasTaken;

  /** Another request is sent, which may be refused for another reason. */
  void beginRequest() {
    isFirstTick = true;
  }

  /**
   * A tick of it was refused.
   *
   * @param delivery whether samples that are refused count as those that are there
   */
  void beginTick(Delivery delivery) {
    boolean mayBeThere = delivery == Delivery.MAYBE_REPEATED;
    if (mayBeThere && isFirstTick) {
      most = MOST_REFUSALS;
    } else if (mayBeThere || isFirstTick) {
      most = Math.max(most, FEW_REFUSALS);
    }
    isFirstTick = false;
    wasTaken = false;
    left = most;
  }

  boolean isOver() {
    return left <= 0;
  }

  /** A part of the tick was refused. */
  void refused() {
    left--;
  }

  /** A part of the tick was taken. */
  void taken() {
    left = MOST_REFUSALS;
    wasTaken = true;
  }

  /** All of the tick is settled. */
  void endTick() {
    most = wasTaken ? MOST_REFUSALS : most / 2;
  }
}
