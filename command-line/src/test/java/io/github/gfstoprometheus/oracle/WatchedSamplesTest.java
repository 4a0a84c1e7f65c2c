package io.github.gfstoprometheus.oracle;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gfstoprometheus.fixtures.SeriesOfBlocks.Sample;
import io.github.gfstoprometheus.fixtures.SeriesSamples;
import io.github.gfstoprometheus.testkit.geode.ArchiveKeeper;
import io.github.gfstoprometheus.testkit.geode.ArchiveShape;
import io.github.gfstoprometheus.testkit.geode.ClusterShape;
import io.github.gfstoprometheus.testkit.geode.Jitter;
import io.github.gfstoprometheus.testkit.geode.MemberHabits;
import io.github.gfstoprometheus.testkit.geode.SimulatedCluster;
import io.github.gfstoprometheus.testkit.geode.Tearing;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The oracle of {@code watch}, tried with what {@code convert} makes of the same archives. */
class WatchedSamplesTest {
  private static final Instant START = Instant.parse("2026-03-01T11:55:00Z");
  private static final String BEATS = "gemfire_beats";

  @TempDir private Path directory;

  private WatchedSamples expected;
  private SeriesSamples converted;

  @BeforeEach
  void simulate() throws IOException {
    ClusterShape shape =
        ClusterShape.of(
                3,
                ArchiveShape.typical()
                    .withSeries(300)
                    .withClock(START, Duration.ofSeconds(1), Jitter.LINUX))
            .withPackedMembers(1)
            .withHabits(MemberHabits.steady().rolling(40, 2).restarting(120).visited(11))
            .withTearing(Tearing.HELD);
    ArchiveKeeper keeper = new ArchiveKeeper(directory.resolve("live"), directory.resolve("kept"));
    try (SimulatedCluster cluster =
        new SimulatedCluster(directory.resolve("live"), shape, keeper)) {
      cluster.sampleUntil(START.plusSeconds(400));
    }
    expected = WatchedSamples.of(keeper);
    converted = expected.converted(directory.resolve("converted"));
  }

  @Test
  void whatConvertMakesOfAllArchivesIsAccepted() throws IOException {
    expected.compareWithGeode(converted, "server");
    expected.compareWithConversion(converted, directory.resolve("again"));
    WatchedSamples.demandRisingTimes(converted);
  }

  @Test
  void aSampleThatIsMissingIsSeenByBoth() {
    SeriesSamples found = changed(samples -> samples.remove(samples.size() / 2));
    assertThatThrownBy(() -> expected.compareWithGeode(found, "server"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(BEATS);
    assertThatThrownBy(() -> expected.compareWithConversion(found, directory.resolve("again")))
        .hasMessageContaining("3 of ")
        .hasMessageContaining("series differ");
  }

  @Test
  void aSampleThatIsThereTwiceIsSeen() {
    SeriesSamples found = changed(samples -> samples.add(samples.get(samples.size() - 1)));
    assertThatThrownBy(() -> expected.compareWithGeode(found, "server"))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> WatchedSamples.demandRisingTimes(found))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(BEATS);
  }

  @Test
  void aValueThatIsAnotherIsSeen() {
    SeriesSamples found =
        changed(samples -> samples.set(7, new Sample(samples.get(7).timestampMillis(), 1)));
    assertThatThrownBy(() -> expected.compareWithGeode(found, "server"))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void aMarkerTooManyIsSeenByTheConversion() {
    SeriesSamples found =
        changed(
            samples ->
                samples.add(
                    Sample.marker(samples.get(samples.size() - 1).timestampMillis() + 1000)));
    assertThatThrownBy(() -> expected.compareWithConversion(found, directory.resolve("again")))
        .hasMessageContaining("series differ");
  }

  @FunctionalInterface
  private interface Change {
    void apply(List<Sample> samples);
  }

  /** What was converted, but with a change in each member's beats. */
  private SeriesSamples changed(Change change) {
    SeriesSamples changed = new SeriesSamples();
    for (LabelSet labels : converted.labels()) {
      List<Sample> samples = converted.samples(labels);
      if (labels.toMap().get(LabelSet.METRIC_NAME).equals(BEATS)) {
        change.apply(samples);
      }
      samples.forEach(one -> changed.add(labels, one.timestampMillis(), one.valueBits()));
    }
    return changed;
  }
}
