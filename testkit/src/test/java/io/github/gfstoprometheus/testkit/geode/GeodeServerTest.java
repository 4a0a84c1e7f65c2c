package io.github.gfstoprometheus.testkit.geode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GeodeServerTest {

  @TempDir Path directory;

  @Test
  void aServersArchiveHoldsGeodesOwnTypesAndOurOddOnes() throws IOException {
    Path archive = directory.resolve("server-1.gfs");

    List<Path> archives =
        GeodeServer.record(
            GeodeWorkload.writing(archive).withDuration(Duration.ofSeconds(7)).withSeed(7));

    assertThat(archives).containsExactly(archive);
    GeodeArchive read = GeodeArchive.read(archive);
    assertThat(read.header().product()).startsWith("GemFire ");
    Set<String> types = new HashSet<>();
    Set<String> processes = new HashSet<>();
    for (ArchivedSeries series : read.series()) {
      types.add(series.instance().typeName());
      if (series.instance().typeName().equals("LinuxProcessStats")) {
        processes.add(series.instance().textId());
      }
    }
    assertThat(types)
        .contains("CachePerfStats", "PartitionedRegionStats", "DiskStoreStatistics", "VMStats")
        .contains("CacheServerStats", "FunctionStatistics", "IndexStats")
        .contains(OddStatistics.NUMBERS, OddStatistics.EXTREMES, OddStatistics.VISITORS);
    assertThat(processes).containsExactly("server-1-proc");
    read.forEachStatistic(
        statistic -> {
          assertThat(statistic.values()).hasSameSizeAs(statistic.timestampsMillis());
          if (statistic.instance().typeName().equals("VMStats")) {
            assertThat(statistic.values()).hasSizeGreaterThan(5);
          }
        });
  }
}
