package io.github.gfstoprometheus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.fixtures.SeriesOfBlocks;
import io.github.gfstoprometheus.fixtures.SeriesOfBlocks.Sample;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;

/** The archives of one member, converted in full, to compare filtered conversions with. */
final class FilteredBlocks {
  private final Path archives;
  private final Path directory;
  private final Path fullData;
  private final int exitCode;
  private final SeriesOfBlocks full;
  private final MemberTimes times;
  private int conversions;

  /**
   * Converts in full.
   *
   * @param archives what is given to the command
   * @param files the archives in the order of time
   */
  FilteredBlocks(Path archives, List<Path> files, Path directory) throws IOException {
    this.archives = archives;
    this.directory = directory;
    this.fullData = directory.resolve("full");
    CommandRun run = CommandRun.of("convert", archives, "-q", "-o", fullData);
    assertThat(run.exitCode()).as(run.errors()).isIn(0, 3);
    this.exitCode = run.exitCode();
    this.full = SeriesOfBlocks.of(fullData);
    this.times = MemberTimes.of(files, full);
  }

  MemberTimes times() {
    return times;
  }

  /**
   * Converts with options, and demands that the blocks hold what the rule leaves of the full ones.
   *
   * @return how many samples that are
   */
  long demand(FilterRule rule, String... options) throws IOException {
    String description = archives.getFileName() + " " + String.join(" ", options);
    Path data = directory.resolve("filtered-" + conversions++);
    Files.createDirectories(data);
    CommandRun run = run("convert", data, options);
    assertThat(run.exitCode()).as(description + run.errors()).isEqualTo(exitCode);

    SeriesOfBlocks filtered = SeriesOfBlocks.of(data);
    Set<LabelSet> expectedLabels = new HashSet<>();
    NavigableSet<Long> leftTimes = rule.leftOf(times);
    long samples = 0;
    for (LabelSet labels : full.labels()) {
      List<Sample> expected = rule.leftOf(labels, full.samples(labels), leftTimes);
      List<Sample> found = filtered.samples(labels);
      if (!found.equals(expected)) {
        assertThat(found).as(description + " " + labels).isEqualTo(expected);
      }
      if (!expected.isEmpty()) {
        expectedLabels.add(labels);
      }
      samples += expected.size();
    }
    assertThat(filtered.labels()).as(description).isEqualTo(expectedLabels);
    verify(rule, data, samples, description, options);
    return samples;
  }

  /** Verify takes the same options; without a tick it has nothing to compare, which is an error. */
  private void verify(
      FilterRule rule, Path data, long samples, String description, String... options) {
    boolean hasTicks =
        times.ticks().stream()
            .anyMatch(tick -> rule.startMillis() <= tick && tick < rule.endMillis());
    List<Path> verified = rule.keepsAllTicks() ? List.of(data, fullData) : List.of(data);
    for (Path blocks : verified) {
      CommandRun run = run("verify", blocks, options);
      if (samples > 0 && hasTicks) {
        assertThat(run.exitCode())
            .as(description + " " + blocks.getFileName() + run.errors())
            .isEqualTo(exitCode);
      }
      assertThat(run.errors()).as(description).doesNotContain("different: ");
    }
  }

  private CommandRun run(String command, Path data, String... options) {
    List<Object> arguments = new ArrayList<>(List.of(command, archives, "-q", "-o", data));
    arguments.addAll(List.of(options));
    return CommandRun.of(arguments.toArray());
  }
}
