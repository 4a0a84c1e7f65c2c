package io.github.gfstoprometheus.testkit.geode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ArchiveGeneratorTest {

  private static final int TICKS = 2_000;

  @TempDir Path directory;

  private long[] timestampsMillis;
  private int series;
  private int zeroSeries;
  private int constantSeries;
  private int doubleSeries;

  @Test
  void aTypicalArchiveLooksLikeARealOne() throws IOException {
    ArchiveShape shape = ArchiveShape.typical().withTicks(TICKS);
    Path archive = directory.resolve("typical.gfs");

    ArchiveGenerator.Generated generated = ArchiveGenerator.generate(archive, shape);

    int[] changes = read(archive);
    assertThat(generated)
        .isEqualTo(
            new ArchiveGenerator.Generated(TICKS, 5_000, 5_000L * TICKS, Files.size(archive)));
    assertThat(series).isEqualTo(5_000);
    assertThat(constantSeries / 5_000.0).isBetween(0.93, 0.96);
    assertThat(zeroSeries / 5_000.0).isBetween(0.85, 0.91);
    assertThat(doubleSeries).isBetween(50, 1_000);
    assertThat(Arrays.stream(changes).skip(1).average().orElseThrow()).isBetween(20.0, 60.0);
    assertThat(timestampsMillis[0]).isEqualTo(shape.start().toEpochMilli() + 3);
  }

  @ParameterizedTest
  @CsvSource({"NONE, 0", "LINUX, 0.1", "MACOS, 0.67"})
  void jitterIsAsOnItsSystem(Jitter jitter, double expectedShare) throws IOException {
    ArchiveShape typical = ArchiveShape.typical().withTicks(TICKS).withSeries(10);
    Path archive = directory.resolve("jitter.gfs");

    ArchiveGenerator.generate(
        archive, typical.withClock(typical.start(), typical.interval(), jitter));

    read(archive);
    int jumps = 0;
    for (int i = 3; i < TICKS; i++) {
      long delta = timestampsMillis[i] - timestampsMillis[i - 1];
      jumps += delta == timestampsMillis[i - 1] - timestampsMillis[i - 2] ? 0 : 1;
    }
    assertThat((double) jumps / TICKS).isCloseTo(expectedShare, within(0.04));
  }

  @ParameterizedTest
  @EnumSource(Jitter.class)
  void equalShapesGiveEqualBytesOfTheWantedSize(Jitter jitter) throws IOException {
    ArchiveShape typical = ArchiveShape.typical().withSizeBytes(300_000).withSeed(5);
    ArchiveShape shape = typical.withClock(typical.start(), typical.interval(), jitter);

    ArchiveGenerator.generate(directory.resolve("first.gfs"), shape);
    ArchiveGenerator.generate(directory.resolve("second.gfs"), shape);

    assertThat(directory.resolve("first.gfs"))
        .hasSameBinaryContentAs(directory.resolve("second.gfs"));
    assertThat(Files.size(directory.resolve("first.gfs"))).isBetween(300_000L, 301_000L);
  }

  /** Counts what the archive holds, and returns how many values change at each tick. */
  private int[] read(Path archive) throws IOException {
    int[] changes = new int[TICKS];
    GeodeArchive.read(archive)
        .forEachStatistic(
            statistic -> {
              timestampsMillis = statistic.timestampsMillis();
              BitSet changed = changedTicks(statistic.values());
              changed.stream().forEach(tick -> changes[tick]++);
              boolean zero = statistic.values()[0] == 0;
              series++;
              constantSeries += changed.isEmpty() ? 1 : 0;
              zeroSeries += changed.isEmpty() && zero ? 1 : 0;
              doubleSeries += statistic.series().unit().equals("fraction") ? 1 : 0;
            });
    return changes;
  }

  private static BitSet changedTicks(double[] values) {
    BitSet changed = new BitSet();
    for (int i = 1; i < values.length; i++) {
      changed.set(i, values[i] != values[i - 1]);
    }
    return changed;
  }
}
