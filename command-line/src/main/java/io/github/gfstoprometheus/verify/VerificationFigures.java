package io.github.gfstoprometheus.verify;

import java.util.ArrayList;
import java.util.List;

/** What a comparison found. */
public final class VerificationFigures {
  private static final int MAX_DIFFERENCES_TOLD = 10;

  private long samples;
  private long differences;
  private final List<Difference> first = new ArrayList<>();

  /** Creates figures of nothing compared. */
  public VerificationFigures() {}

  /** Samples that are the same, stale markers included. */
  public long samples() {
    return samples;
  }

  /** Samples that are not. */
  public long differences() {
    return differences;
  }

  /** The first ten of them. */
  public List<Difference> firstDifferences() {
    return List.copyOf(first);
  }

  void same() {
    samples++;
  }

  void different(Difference difference) {
    differences++;
    if (first.size() < MAX_DIFFERENCES_TOLD) {
      first.add(difference);
    }
  }
}
