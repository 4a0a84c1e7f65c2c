package io.github.gfstoprometheus.blocks;

import io.github.gfstoprometheus.convert.ChainConversion;
import io.github.gfstoprometheus.convert.ConversionFigures;
import java.util.List;

/**
 * What became of the archives of one member.
 *
 * @param archives their names
 * @param state what was done
 * @param figures what the archives gave
 * @param bytesIn how many bytes were read, compressed ones as they are
 * @param remarks what is worth knowing: torn tails, clashing names
 * @param problems what was malformed, refused or lost
 */
public record MemberReport(
    String member,
    List<String> archives,
    State state,
    ConversionFigures figures,
    long bytesIn,
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

  /** Copies the lists. */
  public MemberReport {
    archives = List.copyOf(archives);
    remarks = List.copyOf(remarks);
    problems = List.copyOf(problems);
  }

  static MemberReport unchanged(Input input, List<String> problems) {
    return new MemberReport(
        input.conversion().memberName(),
        input.archives(),
        State.UNCHANGED,
        new ConversionFigures(),
        0,
        List.of(),
        problems);
  }

  static MemberReport converted(Input input) {
    ChainConversion conversion = input.conversion();
    return new MemberReport(
        conversion.memberName(),
        input.archives(),
        conversion.hasFailed() ? State.FAILED : State.CONVERTED,
        conversion.figures(),
        conversion.bytesIn(),
        conversion.remarks(),
        conversion.problems());
  }
}
