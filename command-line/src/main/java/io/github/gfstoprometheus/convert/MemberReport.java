package io.github.gfstoprometheus.convert;

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
    /** The archives' samples were written, as far as they could be read. */
    CONVERTED,
    /** They had been before. */
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

  /**
   * Archives that need no conversion.
   *
   * @param problems what the conversion found that was made before
   */
  public static MemberReport unchanged(ChainConversion conversion, List<String> problems) {
    return new MemberReport(
        conversion.memberName(),
        conversion.archives(),
        State.UNCHANGED,
        new ConversionFigures(),
        0,
        List.of(),
        problems);
  }

  /** A conversion that is done. */
  public static MemberReport converted(ChainConversion conversion) {
    return new MemberReport(
        conversion.memberName(),
        conversion.archives(),
        conversion.hasFailed() ? State.FAILED : State.CONVERTED,
        conversion.figures(),
        conversion.bytesIn(),
        conversion.remarks(),
        conversion.problems());
  }
}
