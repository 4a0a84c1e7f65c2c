package io.github.gfstoprometheus.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.gfstoprometheus.cli.CommandRun;
import io.github.gfstoprometheus.testkit.geode.ArchivedStatistic;
import io.github.gfstoprometheus.testkit.geode.GeodeArchive;
import io.github.gfstoprometheus.testkit.geode.GeodeStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The figures of {@code inspect} are those of Geode's own {@code stats}. */
class InspectAgainstGeodeTest {
  static List<Path> archives() throws IOException {
    List<Path> archives = new ArrayList<>(List.of(BlocksAgainstGeodeTest.SAMPLE));
    String corpus = System.getenv("GFS_CORPUS");
    if (corpus != null) {
      try (Stream<Path> files = Files.list(Path.of(corpus))) {
        files.filter(file -> file.toString().matches(".*\\.(gfs|gz)")).forEach(archives::add);
      }
    }
    return archives;
  }

  @ParameterizedTest
  @MethodSource("archives")
  void figuresAreThoseOfGeodesStatsCommand(Path archive) throws IOException {
    CommandRun run = CommandRun.of("inspect", "--json", archive);
    assertThat(run.exitCode()).as(run.errors()).isZero();
    Map<?, ?> inspected = (Map<?, ?>) JSON.std.listFrom(run.output()).get(0);

    List<ArchivedStatistic> expected = new ArrayList<>();
    GeodeArchive.read(archive).forEachStatistic(expected::add);
    List<SampleList> plain = Expansion.of(archive);
    int next = 0;
    for (Object instance : (List<?>) inspected.get("instances")) {
      for (Object statistic : (List<?>) ((Map<?, ?>) instance).get("statistics")) {
        double[] values = plain.get(next).values(0, plain.get(next).size());
        compare((Map<?, ?>) instance, (Map<?, ?>) statistic, expected.get(next), values);
        next++;
      }
    }
    assertThat(next).isEqualTo(expected.size());
  }

  private static void compare(
      Map<?, ?> instance, Map<?, ?> statistic, ArchivedStatistic expected, double[] values) {
    assertThat(instance.get("textId")).isEqualTo(expected.instance().textId());
    assertThat(instance.get("type")).isEqualTo(expected.instance().typeName());
    assertThat(instance.get("deleted")).isEqualTo(!expected.instance().active());
    assertThat(statistic.get("name")).isEqualTo(expected.series().name());
    assertThat(statistic.get("unit")).isEqualTo(expected.series().unit());
    assertThat(statistic.get("kind")).isEqualTo(expected.series().counter() ? "counter" : "gauge");
    assertThat(((Number) statistic.get("samples")).intValue()).isEqualTo(expected.values().length);
    close(statistic, "first", values.length == 0 ? 0 : values[0]);
    assertThat(((Number) statistic.get("changes")).longValue()).isEqualTo(changes(values));
    if (Arrays.mismatch(values, expected.values()) >= 0) {
      // Geode's storage has changed the values, see GeodeStorage, and its figures with them.
      double[] stored = GeodeStorage.store(values, expected.series().typeCode());
      assertThat(Arrays.mismatch(stored, expected.values())).isEqualTo(-1);
      return;
    }
    ArchivedStatistic.Summary summary = expected.summary();
    close(statistic, "min", summary.minimum());
    close(statistic, "max", summary.maximum());
    close(statistic, "mean", summary.average());
    close(statistic, "stddev", summary.standardDeviation());
    close(statistic, "last", summary.mostRecent());
  }

  private static long changes(double[] values) {
    long changes = 0;
    for (int i = 1; i < values.length; i++) {
      changes +=
          Double.doubleToLongBits(values[i]) == Double.doubleToLongBits(values[i - 1]) ? 0 : 1;
    }
    return changes;
  }

  private static void close(Map<?, ?> statistic, String figure, double expected) {
    Object told = statistic.get(figure);
    double found =
        told instanceof Number number ? number.doubleValue() : Double.parseDouble((String) told);
    double tolerance = Math.abs(expected) * 1e-9 + 1e-6;
    boolean isClose =
        Double.compare(found, expected) == 0 || Math.abs(found - expected) <= tolerance;
    assertThat(isClose)
        .as("%s of %s: found %s, expected %s", figure, statistic, found, expected)
        .isTrue();
  }
}
