package io.github.gfstoprometheus.testkit.geode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GeodeSamplerTest {

  @TempDir Path directory;

  @Test
  void oddValuesAndNamesReachTheArchive() throws IOException {
    GeodeArchive archive = GeodeArchive.read(record("odd.gfs").get(0));

    Map<String, ArchivedStatistic> extremes = new HashMap<>();
    List<ArchivedInstance> twins = new ArrayList<>();
    List<ArchivedInstance> visitors = new ArrayList<>();
    archive.forEachStatistic(
        statistic -> {
          ArchivedInstance instance = statistic.instance();
          if (instance.typeName().equals(OddStatistics.EXTREMES)) {
            extremes.put(statistic.series().name(), statistic);
          } else if (instance.textId().equals("twin") && statistic.series().offset() == 0) {
            twins.add(instance);
          } else if (instance.textId().equals("visitor-0") && statistic.series().offset() == 0) {
            visitors.add(instance);
          }
        });
    assertThat(extremes.get("nan").values()).containsOnly(Double.NaN).hasSizeGreaterThan(20);
    assertThat(extremes.get("negativeZero").values()).containsOnly(-0.0);
    assertThat(extremes.get("longMinimum").values()).containsOnly((double) Long.MIN_VALUE);
    assertThat(extremes.get("changing").series().unit()).isEqualTo("°C");
    assertThat(twins).hasSize(2).allMatch(ArchivedInstance::active);
    assertThat(visitors).hasSizeGreaterThan(1).anyMatch(visitor -> !visitor.active());
  }

  @Test
  void aSmallSizeLimitRollsTheArchive() throws IOException {
    GeodeWorkload workload = workload("rolling.gfs").withLimitsKilobytes(6, 0);

    List<Path> archives = GeodeSampler.record(workload);

    assertThat(archives).hasSizeGreaterThan(2);
    assertThat(archives.get(0)).hasFileName("rolling-01-01.gfs");
    long lastStartMillis = 0;
    for (Path archive : archives) {
      long startMillis = GeodeArchive.read(archive).header().startMillis();
      assertThat(startMillis).isGreaterThan(lastStartMillis);
      lastStartMillis = startMillis;
    }
  }

  @Test
  void aProcessCanBeStoppedWhenItHasRolledOftenEnough() throws IOException {
    GeodeWorkload workload =
        workload("awaited.gfs").withLimitsKilobytes(6, 0).withDuration(Duration.ofMinutes(10));
    try (ArchivingProcess sampler = GeodeSampler.start(workload)) {
      sampler.awaitArchives(3);
      sampler.stop();

      assertThat(sampler.archives()).hasSizeGreaterThanOrEqualTo(2);
      assertThat(sampler.isAlive()).isFalse();
      assertThatThrownBy(() -> sampler.awaitArchives(1000))
          .hasMessageContaining("1000 were wanted");
    }
  }

  @Test
  void theOracleReadsGzipUnderAnyName() throws IOException {
    Path compressed = record("compressed.gz").get(0);
    Path misnamed = Files.copy(compressed, directory.resolve("misnamed.gfs"));

    assertThat(GeodeArchive.read(misnamed).series())
        .isNotEmpty()
        .isEqualTo(GeodeArchive.read(compressed).series());
  }

  @Test
  void aKilledProcessLeavesAnArchive() throws Exception {
    GeodeWorkload workload = workload("killed.gfs").withDuration(Duration.ofMinutes(10));
    try (ArchivingProcess sampler = GeodeSampler.start(workload)) {
      while (!Files.exists(sampler.archive()) || Files.size(sampler.archive()) < 4_000) {
        assertThat(sampler.isAlive()).isTrue();
        Thread.sleep(50);
      }
      sampler.kill();
    }

    assertThat(GeodeArchive.read(workload.archive()).series()).isNotEmpty();
  }

  private List<Path> record(String name) throws IOException {
    return GeodeSampler.record(workload(name));
  }

  private GeodeWorkload workload(String name) {
    return GeodeWorkload.writing(directory.resolve(name))
        .withDuration(Duration.ofSeconds(3))
        .withSampleRateMillis(100);
  }
}
