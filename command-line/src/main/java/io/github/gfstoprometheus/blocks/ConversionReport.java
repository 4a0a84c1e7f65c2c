package io.github.gfstoprometheus.blocks;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of a conversion.
 *
 * @param members what became of each member's archives, in the order given
 * @param output what was written
 * @param carriedOn where an earlier run had ended that this one carried on with
 * @param interrupted where this one was ended before its time: all samples before are in blocks
 */
public record ConversionReport(
    List<MemberReport> members,
    Output output,
    Optional<Instant> carriedOn,
    Optional<Instant> interrupted) {

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
