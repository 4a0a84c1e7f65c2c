package io.github.gfstoprometheus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.testkit.geode.GeodeArchive;
import io.github.gfstoprometheus.testkit.prometheus.LabelSetText;
import io.github.gfstoprometheus.testkit.prometheus.Promtool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TodaysWayTest {

  private static final Path SAMPLE = Path.of("..", "samples", "geode-server.gfs");

  @TempDir Path directory;

  private record Sample(String statistic, String ordinal, long timestampMillis) {}

  @Test
  void everySampleOfTheArchiveArrives() throws IOException {
    Path blocks = directory.resolve("data");

    TodaysWay way = TodaysWay.convert(SAMPLE, blocks);

    Map<Sample, Double> expected = new HashMap<>();
    GeodeArchive.read(SAMPLE)
        .forEachStatistic(
            statistic -> {
              String ordinal = Integer.toString(statistic.instance().ordinal());
              for (int i = 0; i < statistic.values().length; i++) {
                expected.put(
                    new Sample(
                        "gemfire_" + statistic.series().name(),
                        ordinal,
                        statistic.timestampsMillis()[i]),
                    statistic.values()[i]);
              }
            });
    assertThat(way.samples()).isEqualTo(expected.size());
    Promtool.dump(
        blocks,
        (series, value, millis) -> {
          SortedMap<String, String> labels = LabelSetText.parse(series);
          Sample sample = new Sample(labels.get("__name__"), labels.get("ordinal"), millis);
          assertThat(expected.remove(sample)).as(series).isEqualTo(Double.valueOf(value));
        });
    assertThat(expected).isEmpty();
    assertThat(directory).isDirectoryNotContaining("glob:**.txt");
  }
}
