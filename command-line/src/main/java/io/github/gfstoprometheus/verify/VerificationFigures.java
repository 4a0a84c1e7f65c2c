package io.github.gfstoprometheus.verify;

import java.util.ArrayList;
import java.util.List;

/** What a comparison found. */
public final class VerificationFigures {
  private static final int MAX_DIFFERENCES_TOLD = 10;

  private long samples;
  private long leftOut;
  private long differences;
  private final List<Difference> first = new ArrayList<>();

  /** Creates figures of nothing compared. */
  public VerificationFigures() {}

  /** Samples that are the same, stale markers included. */
  public long samples() {
    return samples;
  }

  /** Samples of the archive that the blocks lack because they are thinned. */
  public long leftOut() {
    return leftOut;
  }

  /** Samples that differ. */
  public long differences() {
    return differences;
  }

  /** The first ten of them. */
  public List<Difference> firstDifferences() {
    return List.copyOf(first);
  }

  void same(int count) {
    samples += count;
  }

  void leftOut(int count) {
    leftOut += count;
  }

  void different(Difference difference) {
    differences++;
    if (first.size() < MAX_DIFFERENCES_TOLD) {
      first.add(difference);
    }
  }
}
