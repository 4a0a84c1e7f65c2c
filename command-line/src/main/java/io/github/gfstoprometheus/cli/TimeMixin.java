package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.selection.TimeWindow;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that choose times; without one, all go in. */
final class TimeMixin {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--start",
      paramLabel = "TIME",
      description = {
        "Only from this time on: an instant (2026-11-22T14:00:00Z) or a local time"
            + " ('2026-11-22 14:00', 2026-11-22)"
      })
  private Optional<String> start = Optional.empty();

  @Option(names = "--end", paramLabel = "TIME", description = "Only before this time")
  private Optional<String> end = Optional.empty();

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      description = {
        "Whose local times --start and --end are: Europe/Berlin, UTC, +01:00 (default: that of the"
            + " member, as its archives tell)"
      })
  private Optional<ZoneId> zone = Optional.empty();

  private Duration every;

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      defaultValue = "0s",
      description = {
        "Keep only the first sample of each such period, such as 10s (default: keep all)"
      })
  void setEvery(Duration period) {
    every = period;
  }

  Duration every() {
    return every;
  }

  TimeWindow window() {
    try {
      return TimeWindow.of(start, end, zone);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
