package io.github.gfstoprometheus.benchmarks.comparison;

import io.github.gfstoprometheus.benchmarks.process.Cost;
import java.util.Comparator;
import java.util.List;

/**
 * What a program did to an archive, and what it took.
 *
 * @param inputBytes the archive's size
 * @param samples how many samples it wrote, stale markers left out; of a reader, how many it read
 * @param outputBytes how much it wrote; none for a reader
 */
record Result(Cost cost, long inputBytes, long samples, long outputBytes) {
  private static final double MB = 1e6;

  /** The run with the median time; of an even number the slower one in the middle. */
  static Result median(List<Result> runs) {
    List<Result> byTime =
        runs.stream().sorted(Comparator.comparingDouble(Result::wallSeconds)).toList();
    return byTime.get(byTime.size() / 2);
  }

  double wallSeconds() {
    return cost.wallSeconds();
  }

  double samplesPerSecond() {
    return samples / wallSeconds();
  }

  double inputMegabytesPerSecond() {
    return inputBytes / wallSeconds() / MB;
  }

  double inputMegabytesPerCpuSecond() {
    return inputBytes / cost.cpuSeconds() / MB;
  }

  /** Not a number for what writes nothing. */
  double bytesPerSample() {
    return outputBytes > 0 ? (double) outputBytes / samples : Double.NaN;
  }
}
