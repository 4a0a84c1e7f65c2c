package io.github.gfstoprometheus.blocks;

import io.github.gfstoprometheus.convert.ConversionFigures;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of the archives of one member.
 *
 * @param archives their names
 * @param state what was done
 * @param figures what the archives gave
 * @param output what was written
 * @param remarks what is worth knowing: torn tails, clashing names
 * @param problems what was malformed, refused or lost
 */
public record ConversionReport(
    List<String> archives,
    State state,
    ConversionFigures figures,
    Output output,
    List<String> remarks,
    List<String> problems) {

  /** What was done. */
  public enum State {
    /** The archives' samples are in blocks, as far as they could be read. */
    CONVERTED,
    /** They were already. */
    UNCHANGED,
    /** Nothing could be read. */
    FAILED
  }

  /**
   * What was written, and from how much.
   *
   * @param bytesIn bytes of the archives, compressed ones as they are
   * @param samples samples, stale markers included
   */
  public record Output(long bytesIn, long bytesOut, long blocks, long samples, long chunks) {
    static final Output NOTHING = new Output(0, 0, 0, 0, 0);
  }

  /** Copies the lists. */
  public ConversionReport {
    archives = List.copyOf(archives);
    remarks = List.copyOf(remarks);
    problems = List.copyOf(problems);
  }

  /** This report with one more remark. */
  ConversionReport withRemark(String remark) {
    List<String> more = new ArrayList<>(remarks);
    more.add(remark);
    return new ConversionReport(archives, state, figures, output, more, problems);
  }
}
