package io.github.gfstoprometheus.export;

import io.github.gfstoprometheus.convert.MemberReport;
import java.util.List;

/**
 * What became of an export.
 *
 * @param members what became of each member's archives, in the order given
 * @param samples how many samples were written, stale markers included if the format has them
 * @param bytesOut how many bytes they took, before compression
 * @param passes how many times archives were read, all of them or some
 * @param whole whether all was written; else somebody wanted it to end
 */
public record ExportReport(
    List<MemberReport> members, long samples, long bytesOut, int passes, boolean whole) {
  /** Copies the list. */
  public ExportReport {
    members = List.copyOf(members);
  }
}
