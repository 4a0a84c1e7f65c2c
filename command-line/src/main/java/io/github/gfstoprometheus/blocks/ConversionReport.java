package io.github.gfstoprometheus.blocks;

import io.github.gfstoprometheus.convert.MemberReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of a conversion.
 *
 * @param members what became of each member's archives, in the order given
 * @param output what was written
 * @param carriedOn where an earlier run had ended that this one carried on with
 * @param end how it ended
 * @param reached if it was interrupted: all samples before this time are in blocks, if there are
 *     any
 */
public record ConversionReport(
    List<MemberReport> members,
    Output output,
    Optional<Instant> carriedOn,
    End end,
    Optional<Instant> reached) {

  /** How a conversion ended. */
  public enum End {
    /** All is done. */
    DONE,
    /** Somebody wanted it to end before that; the next run can carry on. */
    INTERRUPTED,
    /** The same, but what it read cannot be read again: all that was read is in blocks. */
    CUT_OFF
  }

  /**
   * What was written.
   *
   * @param samples samples, stale markers included
   */
  public record Output(long bytes, long blocks, long samples, long chunks) {
    static final Output NOTHING = new Output(0, 0, 0, 0);
  }

  /** Copies the list. */
  public ConversionReport {
    members = List.copyOf(members);
  }
}
