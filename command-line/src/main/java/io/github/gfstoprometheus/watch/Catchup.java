package io.github.gfstoprometheus.watch;

import io.github.gfstoprometheus.convert.Stretch;
import io.github.gfstoprometheus.pipeline.Workers;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * Reads all members up to now, a stretch of time after the other, so that what is held stays small
 * however much there is to read.
 */
final class Catchup {
  private final LiveMembers members;
  private final Workers workers;
  private final Stretch stretch;

  /** Publishes what was read. */
  interface Step {
    /**
     * All members have been read up to a time.
     *
     * @return whether to go on
     */
    boolean readUpTo(long millis) throws IOException;
  }

  /**
   * A catch-up of these members.
   *
   * @param rangeMillis no stretch goes beyond one of its multiples
   * @param stretchBytes about how much may be recorded in a stretch
   */
  Catchup(LiveMembers members, Workers workers, long rangeMillis, long stretchBytes) {
    this.members = members;
    this.workers = workers;
    this.stretch = new Stretch(rangeMillis, stretchBytes);
  }

  /**
   * Reads what happened up to now; samples of the future wait until they are of the past.
   *
   * @return whether all of it was read
   */
  boolean read(long nowMillis, Step step) throws IOException {
    OptionalLong next = members.advance(Long.MIN_VALUE, workers);
    boolean more = true;
    while (more && next.isPresent() && next.getAsLong() <= nowMillis) {
      long endMillis = Math.min(stretch.endMillis(next.getAsLong()), nowMillis + 1);
      long heldBefore = members.heldBytes();
      next = members.advance(endMillis, workers);
      stretch.recorded(members.heldBytes() - heldBefore);
      members.tellPositions(); // before what may take long
      more = step.readUpTo(endMillis);
    }
    members.tellPositions();
    members.tellFuture(nowMillis);
    return more;
  }
}
