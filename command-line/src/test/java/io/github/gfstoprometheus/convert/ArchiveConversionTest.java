package io.github.gfstoprometheus.convert;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.START_MILLIS;
import static io.github.gfstoprometheus.fixtures.HandmadeArchive.real;
import static io.github.gfstoprometheus.fixtures.HandmadeArchive.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArchiveConversionTest {
  private static HandmadeArchive archive() {
    return HandmadeArchive.begun().type(1, "T", whole("n"));
  }

  @Test
  void everyTickOfALiveInstanceIsASampleAndItsEndAMarkerAnIntervalLater() throws IOException {
    ConvertedArchives converted =
        ConvertedArchives.of(
            archive()
                .create(1, "a", 1)
                .sample(3, s -> s.set(1, 0, 7))
                .sample(1000)
                .sample(1000, s -> s.set(1, 0, -2)));

    assertThat(converted.samples().ofMetric("gemfire_n"))
        .containsExactly("3=7.0", "1003=7.0", "2003=-2.0", "3003=stale");
    assertThat(converted.figures().ticks()).isEqualTo(3);
    assertThat(converted.figures().changes()).isEqualTo(2);
    assertThat(converted.figures().firstMillis()).isEqualTo(START_MILLIS + 3);
    assertThat(converted.figures().lastMillis()).isEqualTo(START_MILLIS + 2003);
    assertThat(converted.conversion().problems()).isEmpty();
    assertThat(converted.conversion().remarks()).isEmpty();
  }

  @Test
  void anInstanceThatIsNeverWrittenReadsZero() throws IOException {
    ConvertedArchives converted =
        ConvertedArchives.of(archive().create(1, "a", 1).sample(3).sample(1000));

    assertThat(converted.samples().ofMetric("gemfire_n"))
        .containsExactly("3=0.0", "1003=0.0", "2003=stale");
  }

  @Test
  void anInitializeTokenGivesStartingValues() throws IOException {
    ConvertedArchives converted =
        ConvertedArchives.of(
            HandmadeArchive.begun()
                .type(1, "T", whole("n"), real("x"))
                .initialize(1, "a", 1, 40, 2.5)
                .sample(3)
                .sample(1000, s -> s.set(1, 0, 42)));

    assertThat(converted.samples().ofMetric("gemfire_n"))
        .containsExactly("3=40.0", "1003=42.0", "2003=stale");
    assertThat(converted.samples().ofMetric("gemfire_x"))
        .containsExactly("3=2.5", "1003=2.5", "2003=stale");
  }

  @Test
  void aDeletedInstanceIsStaleAtTheNextTickAndThenSilent() throws IOException {
    ConvertedArchives converted =
        ConvertedArchives.of(
            archive()
                .create(1, "a", 1)
                .create(2, "b", 1)
                .sample(3)
                .sample(1000)
                .delete(1)
                .sample(1000)
                .sample(1000));

    assertThat(converted.samples().of(Map.of("exported_instance", "a")))
        .containsExactly("3=0.0", "1003=0.0", "2003=stale");
    assertThat(converted.samples().of(Map.of("exported_instance", "b")))
        .containsExactly("3=0.0", "1003=0.0", "2003=0.0", "3003=0.0", "4003=stale");
  }

  @Test
  void anInstanceThatComesAndGoesBetweenTwoTicksLeavesNoTrace() throws IOException {
    ConvertedArchives converted =
        ConvertedArchives.of(
            archive().create(1, "a", 1).sample(3).create(2, "b", 1).delete(2).sample(1000));

    assertThat(converted.samples().bySeries()).hasSize(1);
  }

  @Test
  void anInstanceThatReturnsIsTheSameSeriesWithAGap() throws IOException {
    ConvertedArchives converted =
        ConvertedArchives.of(
            archive()
                .create(1, "a", 1)
                .sample(3, s -> s.set(1, 0, 1))
                .delete(1)
                .sample(1000)
                .sample(1000)
                .create(2, "a", 1)
                .sample(1000, s -> s.set(2, 0, 9)));

    assertThat(converted.samples().ofMetric("gemfire_n"))
        .containsExactly("3=1.0", "1003=stale", "3003=9.0", "4003=stale");
  }

  @Test
  void anInstanceThatReturnsBeforeTheNextTickHasNoGapAndStartsAnew() throws IOException {
    ConvertedArchives converted =
        ConvertedArchives.of(
            archive()
                .create(1, "a", 1)
                .sample(3, s -> s.set(1, 0, 5))
                .delete(1)
                .create(2, "a", 1)
                .sample(1000)
                .sample(1000));

    assertThat(converted.samples().ofMetric("gemfire_n"))
        .containsExactly("3=5.0", "1003=0.0", "2003=0.0", "3003=stale");
  }

  @Test
  void aHeaderInMidFileEndsAllAndASeriesThatGoesOnHasNoGap() throws IOException {
    ConvertedArchives converted =
        ConvertedArchives.of(
            archive()
                .create(1, "a", 1)
                .create(2, "b", 1)
                .sample(3, s -> s.set(1, 0, 5).set(2, 0, 6))
                .sample(1000)
                .header(START_MILLIS + 2000)
                .type(9, "T", whole("n"))
                .create(1, "a", 9)
                .sample(3, s -> s.set(1, 0, 8)));

    assertThat(converted.samples().of(Map.of("exported_instance", "a")))
        .containsExactly("3=5.0", "1003=5.0", "2003=8.0", "3003=stale");
    assertThat(converted.samples().of(Map.of("exported_instance", "b")))
        .containsExactly("3=6.0", "1003=6.0", "2003=stale");
  }

  @Test
  void rolledArchivesAreOneInTime() throws IOException {
    ConvertedArchives converted =
        ConvertedArchives.of(
            archive().create(1, "a", 1).sample(3, s -> s.set(1, 0, 5)).sample(1000),
            HandmadeArchive.begunAt(START_MILLIS + 1003)
                .type(1, "T", whole("n"))
                .create(1, "a", 1)
                .sample(1000, s -> s.set(1, 0, 6)));

    assertThat(converted.samples().ofMetric("gemfire_n"))
        .containsExactly("3=5.0", "1003=5.0", "2003=6.0", "3003=stale");
    assertThat(converted.conversion().problems()).isEmpty();
  }

  @Test
  void samplesAtTheSameTimeOrEarlierAreLostAndCountedButTheirValuesStay() throws IOException {
    ConvertedArchives converted =
        ConvertedArchives.of(
            archive()
                .create(1, "a", 1)
                .sample(3, s -> s.set(1, 0, 1))
                .sample(1000)
                .sample(0, s -> s.set(1, 0, 2))
                .sample(-500, s -> s.set(1, 0, 3))
                .sample(1500));

    assertThat(converted.samples().ofMetric("gemfire_n"))
        .containsExactly("3=1.0", "1003=1.0", "2003=3.0", "3003=stale");
    assertThat(converted.figures().ticks()).isEqualTo(3);
    assertThat(converted.figures().ticksLost()).isEqualTo(2);
    assertThat(converted.conversion().problems())
        .containsExactly(
            "member-1: samples lost because their time is not later than that of the one before: 2");
  }

  @Test
  void anArchiveThatBeginsBeforeTheEndOfTheOneBeforeItLosesOnlyTheOverlap() throws IOException {
    ConvertedArchives converted =
        ConvertedArchives.of(
            archive().create(1, "a", 1).sample(3, s -> s.set(1, 0, 1)).samples(2, 1000),
            HandmadeArchive.begunAt(START_MILLIS + 1500)
                .type(1, "T", whole("n"))
                .create(1, "a", 1)
                .sample(500, s -> s.set(1, 0, 4))
                .sample(1000));

    assertThat(converted.samples().ofMetric("gemfire_n"))
        .containsExactly("3=1.0", "1003=1.0", "2003=1.0", "3000=4.0", "4000=stale");
    assertThat(converted.figures().ticksLost()).isEqualTo(1);
  }

  @Test
  void inAGapSeriesAreStaleOneIntervalAfterTheLastSampleAndThenGoOn() throws IOException {
    ConvertedArchives converted =
        ConvertedArchives.of(
            archive()
                .create(1, "a", 1)
                .create(2, "gone", 1)
                .sample(0, s -> s.set(1, 0, 5))
                .sample(1000)
                .sample(1000)
                .delete(2)
                .create(3, "new", 1)
                .sample(60_000, s -> s.set(3, 0, 1))
                .sample(1000));

    assertThat(converted.samples().of(Map.of("exported_instance", "a")))
        .containsExactly(
            "0=5.0", "1000=5.0", "2000=5.0", "3000=stale", "62000=5.0", "63000=5.0", "64000=stale");
    assertThat(converted.samples().of(Map.of("exported_instance", "gone")))
        .containsExactly("0=0.0", "1000=0.0", "2000=0.0", "3000=stale");
    assertThat(converted.samples().of(Map.of("exported_instance", "new")))
        .containsExactly("62000=1.0", "63000=1.0", "64000=stale");
    assertThat(converted.figures().gaps()).isEqualTo(1);
    assertThat(converted.conversion().remarks())
        .containsExactly("member-1: gaps in time, in which all series are marked stale: 1");
  }

  @Test
  void aGapBetweenTwoArchivesIsOneToo() throws IOException {
    ConvertedArchives converted =
        ConvertedArchives.of(
            archive().create(1, "a", 1).sample(0, s -> s.set(1, 0, 1)).sample(1000),
            HandmadeArchive.begunAt(START_MILLIS + 3_600_000)
                .type(1, "T", whole("n"))
                .create(1, "a", 1)
                .sample(5, s -> s.set(1, 0, 2)));

    assertThat(converted.samples().ofMetric("gemfire_n"))
        .startsWith("0=1.0", "1000=1.0", "2000=stale", "3600005=2.0")
        .hasSize(5);
  }

  @Test
  void aSingleTickEndsASecondLater() throws IOException {
    assertThat(
            ConvertedArchives.of(archive().create(1, "a", 1).sample(3))
                .samples()
                .ofMetric("gemfire_n"))
        .containsExactly("3=0.0", "1003=stale");
  }

  @Test
  void instancesWithoutATypeAreCountedAndLeftOut() throws IOException {
    ConvertedArchives converted =
        ConvertedArchives.of(archive().create(1, "a", 1).create(2, "b", 77).sample(3).delete(2));

    assertThat(converted.samples().bySeries()).hasSize(1);
    assertThat(converted.conversion().problems())
        .containsExactly(
            "member-1: instances left out because the archive does not define their type: 1");
  }

  @Test
  void numbersAreTheArchivesToTheBit() throws IOException {
    ConvertedArchives converted =
        ConvertedArchives.of(
            HandmadeArchive.begun()
                .type(1, "T", real("x"))
                .create(1, "a", 1)
                .sample(0, s -> s.set(1, 0, -0.0))
                .sample(1, s -> s.set(1, 0, Double.NaN))
                .sample(1, s -> s.set(1, 0, Double.NEGATIVE_INFINITY))
                .sample(1, s -> s.set(1, 0, Double.MIN_VALUE)));

    assertThat(converted.samples().ofMetric("gemfire_x"))
        .containsExactly("0=-0.0", "1=NaN", "2=-Infinity", "3=4.9E-324", "4=stale");
  }

  @Test
  void whatStandsBeforeDamageIsConvertedAndTheNextArchiveToo() throws IOException {
    HandmadeArchive damaged =
        archive().create(1, "a", 1).sample(0, s -> s.set(1, 0, 1)).sample(1000).damage(99);
    ConvertedArchives converted =
        ConvertedArchives.of(
            damaged,
            HandmadeArchive.begunAt(START_MILLIS + 2000)
                .type(1, "T", whole("n"))
                .create(1, "a", 1)
                .sample(0, s -> s.set(1, 0, 3)));

    assertThat(converted.samples().ofMetric("gemfire_n"))
        .containsExactly("0=1.0", "1000=1.0", "2000=3.0", "3000=stale");
    assertThat(converted.conversion().problems())
        .singleElement()
        .asString()
        .startsWith("test.gfs: at byte " + (damaged.size() - 1) + ": expected a token")
        .contains("found byte 99");
  }

  @Test
  void aTornTailIsARemarkAndNoProblem() throws IOException {
    HandmadeArchive torn = archive().create(1, "a", 1).sample(0);
    int whole = torn.size();
    ConvertedArchives converted = ConvertedArchives.of(torn.damage(0, 3));

    assertThat(converted.samples().ofMetric("gemfire_n")).hasSize(2);
    assertThat(converted.conversion().problems()).isEmpty();
    assertThat(converted.conversion().remarks())
        .containsExactly(
            "test.gfs: ends within the token at byte "
                + whole
                + ", as is usual in a file that is being written; all before it was read");
  }

  @Test
  void anArchiveWithoutSamplesHasNone() throws IOException {
    ConvertedArchives converted = ConvertedArchives.of(archive().create(1, "a", 1));

    assertThat(converted.samples().bySeries()).isEmpty();
    assertThat(converted.figures().ticks()).isZero();
  }
}
