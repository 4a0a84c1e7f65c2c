package io.github.gfstoprometheus.testkit.geode;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Records the archive that this project shows and tests with: see {@code samples/README.md}. */
public final class SampleArchive {

  private static final Duration DURATION = Duration.ofMinutes(3);

  private SampleArchive() {}

  /** Takes the archive's file and replaces it. */
  public static void main(String[] arguments) throws IOException {
    Path archive = Path.of(arguments[0]).toAbsolutePath();
    Files.deleteIfExists(archive);
    GeodeWorkload workload =
        GeodeWorkload.writing(archive)
            .withDuration(DURATION)
            // The header would tell the kernel of the machine that happened to record it.
            .withJvmOptions(List.of("-Dos.version=", "-Duser.timezone=UTC"));
    GeodeServer.record(workload);
    describe(archive, System.out);
  }

  private static void describe(Path archive, PrintStream out) throws IOException {
    GeodeArchive read = GeodeArchive.read(archive);
    Set<Long> ticks = new HashSet<>();
    Set<String> types = new HashSet<>();
    Set<ArchivedInstance> instances = new HashSet<>();
    long[] samples = {0};
    read.forEachStatistic(
        statistic -> {
          ArchivedInstance instance = statistic.instance();
          if (instances.add(instance)) {
            for (long timestampMillis : statistic.timestampsMillis()) {
              ticks.add(timestampMillis);
            }
          }
          types.add(instance.typeName());
          samples[0] += statistic.values().length;
        });
    out.println(read.header());
    out.printf(
        "%d bytes, %d ticks, %d types, %d instances (%d deleted), %d series, %d samples%n",
        Files.size(archive),
        ticks.size(),
        types.size(),
        instances.size(),
        instances.stream().filter(instance -> !instance.active()).count(),
        read.series().size(),
        samples[0]);
  }
}
