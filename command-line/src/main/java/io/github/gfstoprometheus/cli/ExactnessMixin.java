package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.tsdb.block.BlockPolicy;
import io.github.gfstoprometheus.verify.Exactness;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that decide how exact blocks are; by default they hold every sample, at its time. */
final class ExactnessMixin {
  private static final Duration MAX_TOLERANCE = Duration.ofMillis(100);

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  private Duration tolerance;

  @Option(
      names = "--timestamp-tolerance",
      paramLabel = "DURATION",
      defaultValue = "0ms",
      description = {
        "Move timestamps by no more than this, so that they are evenly spaced for long: blocks get"
            + " smaller. At most 100ms (default: ${DEFAULT-VALUE}, exact)"
      })
  void setTolerance(Duration most) {
    if (most.compareTo(MAX_TOLERANCE) > 0) {
      throw new ParameterException(
          spec.commandLine(), "--timestamp-tolerance: at most 100ms is possible");
    }
    tolerance = most;
  }

  @Option(
      names = "--thin",
      paramLabel = "DURATION",
      defaultValue = "0s",
      description = {
        "While a value does not change, keep its first sample, its last, and one each DURATION,"
            + " which should be well below 5m; what that means for queries is told in"
            + " docs/names-and-time.md (default: keep all)"
      })
  private Duration thin;

  /** A policy that writes blocks that are this exact. */
  BlockPolicy applyTo(BlockPolicy policy) {
    return policy.withTolerance(tolerance).withThinning(thin);
  }

  /** By how much ticks may be moved. */
  long toleranceMillis() {
    return tolerance.toMillis();
  }

  /** In which periods values that do not change have a sample, or 0. */
  long thinMillis() {
    return thin.toMillis();
  }

  /** What a comparison with such blocks lets pass. */
  Exactness exactness() {
    return Exactness.of(tolerance, thin);
  }
}
