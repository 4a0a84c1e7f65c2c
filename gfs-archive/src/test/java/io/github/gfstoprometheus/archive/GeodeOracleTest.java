package io.github.gfstoprometheus.archive;

import static java.util.Comparator.comparingInt;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.testkit.geode.GeodeStorage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.geode.internal.statistics.StatArchiveReader;
import org.apache.geode.internal.statistics.StatArchiveReader.ResourceInst;
import org.apache.geode.internal.statistics.StatArchiveReader.StatValue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Geode's own reader is the judge: on each real archive, each value of each statistic of each
 * instance at each tick must be the same to the bit. Runs if the environment variable GFS_CORPUS
 * names a directory of real archives; see {@link Corpus}.
 *
 * <p>The judge errs in one case, see {@link GeodeStorage}: where the two differ, the values read
 * here are put into Geode's own storage, which must then make of them what Geode's reader returned.
 */
@Tag("geode-oracle")
@EnabledIfEnvironmentVariable(
    named = Corpus.VARIABLE,
    matches = ".+",
    disabledReason = "needs real archives, in the directory that GFS_CORPUS names")
class GeodeOracleTest {
  static List<Path> archives() throws IOException {
    return Corpus.archives();
  }

  @ParameterizedTest
  @MethodSource("archives")
  void everyValueAtEveryTickIsThatOfGeodesReader(Path archive) throws Exception {
    Expansion expansion = new Expansion();
    try (ArchiveReader reader = ArchiveReader.open(archive)) {
      reader.readAll(expansion);
    }

    StatArchiveReader oracle = new StatArchiveReader(new File[] {archive.toFile()}, null, false);
    try {
      List<?> table = oracle.getResourceInstList();
      // Ids that the archive leaves out are null.
      List<?> expected = table.stream().filter(Objects::nonNull).toList();
      List<Series> actual = expansion.inOrderOfIds();
      assertThat(actual).hasSameSizeAs(expected);
      for (int i = 0; i < actual.size(); i++) {
        compare((ResourceInst) expected.get(i), actual.get(i));
      }
    } finally {
      oracle.close();
    }
  }

  private static void compare(ResourceInst expected, Series actual) {
    ResourceInstance instance = actual.instance;
    assertThat(instance.textId()).isEqualTo(expected.getName());
    assertThat(instance.numericId()).isEqualTo(expected.getId());
    assertThat(instance.type().name()).isEqualTo(expected.getType().getName());
    StatValue[] statistics = expected.getStatValues();
    assertThat(statistics).hasSize(instance.type().statistics().size());
    for (int s = 0; s < statistics.length && actual.ticks > 0; s++) {
      StatisticDescriptor descriptor = instance.type().statistics().get(s);
      assertThat(descriptor.name()).isEqualTo(statistics[s].getDescriptor().getName());
      assertThat(descriptor.unit()).isEqualTo(statistics[s].getDescriptor().getUnits());
      assertThat(descriptor.counter()).isEqualTo(statistics[s].getDescriptor().isCounter());
      statistics[s].setFilter(StatValue.FILTER_NONE);
      long[] times = statistics[s].getRawAbsoluteTimeStamps();
      assertThat(Arrays.equals(actual.times(), times)).as("times of %s", instance).isTrue();
      // Arrays.mismatch compares doubles as bits: negative zeros are told apart.
      double[] expectedValues = statistics[s].getRawSnapshots();
      int mismatch = Arrays.mismatch(actual.values(s), expectedValues);
      if (mismatch >= 0) {
        double[] stored = GeodeStorage.store(actual.values(s), actual.type(s).code());
        mismatch = Arrays.mismatch(stored, expectedValues);
      }
      assertThat(mismatch)
          .as("first tick at which %s of %s differs", descriptor.name(), instance)
          .isEqualTo(-1);
    }
  }

  /** All ticks of one instance, one value for each statistic at each. */
  private static final class Series {
    private final ResourceInstance instance;
    private final long[][] rawValues;
    private long[] times = new long[64];
    private int ticks;

    Series(ResourceInstance instance) {
      this.instance = instance;
      this.rawValues = new long[instance.type().statistics().size()][64];
    }

    void tick(long timestampMillis) {
      if (ticks == times.length) {
        times = Arrays.copyOf(times, 2 * ticks);
        for (int s = 0; s < rawValues.length; s++) {
          rawValues[s] = Arrays.copyOf(rawValues[s], 2 * ticks);
        }
      }
      times[ticks] = timestampMillis;
      for (int s = 0; s < rawValues.length; s++) {
        rawValues[s][ticks] = instance.rawValue(s);
      }
      ticks++;
    }

    ValueType type(int statistic) {
      return instance.type().statistics().get(statistic).type();
    }

    long[] times() {
      return Arrays.copyOf(times, ticks);
    }

    double[] values(int statistic) {
      return Arrays.stream(rawValues[statistic], 0, ticks)
          .mapToDouble(type(statistic)::toDouble)
          .toArray();
    }
  }

  /** Expands an archive: each live instance has a value of each statistic at each sample. */
  private static final class Expansion implements ArchiveVisitor {
    private final List<Series> instances = new ArrayList<>();
    private final List<Series> alive = new ArrayList<>();

    List<Series> inOrderOfIds() {
      return instances.stream().sorted(comparingInt(series -> series.instance.id())).toList();
    }

    @Override
    public void instanceCreated(ResourceInstance instance) {
      Series series = new Series(instance);
      instances.add(series);
      alive.add(series);
    }

    @Override
    public void instanceDeleted(ResourceInstance instance) {
      alive.removeIf(series -> series.instance == instance);
    }

    @Override
    public void sample(Sample sample) {
      alive.forEach(series -> series.tick(sample.timestampMillis()));
    }
  }
}
