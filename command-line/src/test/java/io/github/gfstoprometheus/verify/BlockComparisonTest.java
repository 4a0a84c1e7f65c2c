package io.github.gfstoprometheus.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes for the same when blocks were written less exactly, and what never does. */
class BlockComparisonTest {
  private static final Exactness MOVED = new Exactness(100, 0);
  private static final Exactness THINNED = new Exactness(0, 5000);
  private static final Exactness BOTH = new Exactness(100, 5000);

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "0=5 1000=5 2000=7,            100=5 900=5 2100=7",
    "0=5 1000=5 2000=7,            0=5 1000=5 2000=7",
    "0=1 30=2 60=3 90=4 2000=5,    100=1 101=2 102=3 103=4 1900=5",
    "100=1 130=2 160=3 190=4,      0=1 30=2 60=3 90=4",
    "0=5 1000=stale,               1=5 1100=stale",
    "0=5 1000=stale 9000=5,        99=5 901=stale 8901=5",
  })
  void samplesThatWereMovedWithinTheToleranceAreTheSame(String archive, String blocks)
      throws IOException {
    VerificationFigures figures = series().inBlocks(blocks).inArchive(archive, MOVED);

    assertThat(ComparedSeries.differences(figures)).isEmpty();
    assertThat(figures.samples()).isEqualTo(archive.split(" ", -1).length);
    assertThat(figures.leftOut()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "0=5 1000=6,             0=5 1101=6,           1000: 6.0 -> nothing|1101: nothing -> 6.0",
    "0=5 1000=6,             0=5 899=6,            899: nothing -> 6.0|1000: 6.0 -> nothing",
    "0=5 1000=6,             0=5 1001=7,           1000: 6.0 -> 7.0",
    "0=5 1000=6 2000=6,      0=5 2000=6,           1000: 6.0 -> nothing",
    "0=5 50=5,               20=5,                 50: 5.0 -> nothing",
    "0=5,                    0=5 20=5,             20: nothing -> 5.0",
    "0=1 50=2,               10=2 60=1,            0: 1.0 -> 2.0|50: 2.0 -> 1.0",
    "0=5 1000=stale,         0=5,                  1000: stale -> nothing",
    "0=5 1000=stale,         0=5 1000=NaN,         1000: stale -> NaN",
    "0=5 1000=5 2000=5,      0=5 2000=5 9000=8,    1000: 5.0 -> nothing|9000: nothing -> 8.0",
  })
  void whatWasMovedFurtherOrChangedIsDifferent(String archive, String blocks, String differences)
      throws IOException {
    VerificationFigures figures = series().inBlocks(blocks).inArchive(archive, MOVED);

    assertThat(ComparedSeries.differences(figures)).containsExactly(differences.split("\\|", -1));
  }

  @ParameterizedTest
  @CsvSource({
    "0=5 1000=5 2000=5,                     0=5 2000=5,                     1",
    "0=5 1000=5 2000=5 3000=7,              0=5 2000=5 3000=7,              1",
    "0=5 1000=5 4999=5 5000=5 6000=5,       0=5 5000=5 6000=5,              2",
    "0=NaN 1000=NaN 2000=NaN,               0=NaN 2000=NaN,                 1",
    "0=5 1000=5 2000=5 3000=stale,          0=5 2000=5 3000=stale,          1",
    "0=5 1000=stale 2000=5 3000=5 4000=5,   0=5 1000=stale 2000=5 4000=5,   1",
    "0=5 1000=7 2000=5,                     0=5 1000=7 2000=5,              0",
    // over the border of two blocks
    "7199000=5 7200000=5 7201000=5 9000000=5 9001000=5 9002000=5,"
        + " 7199000=5 7200000=5 7201000=5 9000000=5 9002000=5, 1",
  })
  void whatWasLeftOutWhereNothingChangesIsCounted(String archive, String blocks, int leftOut)
      throws IOException {
    VerificationFigures figures = series().inBlocks(blocks).inArchive(archive, THINNED);

    assertThat(ComparedSeries.differences(figures)).isEmpty();
    assertThat(figures.leftOut()).isEqualTo(leftOut);
    assertThat(figures.samples()).isEqualTo(blocks.split(" ", -1).length);
  }

  @ParameterizedTest
  @CsvSource({
    // the last sample of a value before it changes
    "0=5 1000=5 2000=5 3000=7,         0=5 3000=7,           1000: 5.0 -> nothing|2000: 5.0 -> nothing",
    "0=5 1000=5 2000=5 3000=7,         0=5 1000=5 3000=7,    2000: 5.0 -> nothing",
    // the first one after
    "0=5 1000=7 2000=7 3000=7,         0=5 2000=7 3000=7,    1000: 7.0 -> nothing",
    // a value that came and went
    "0=5 1000=7 2000=5,                0=5 2000=5,           1000: 7.0 -> nothing",
    "0=0.0 1000=-0.0 2000=0.0,         0=0.0 2000=0.0,       1000: -0.0 -> nothing",
    // a period long, or longer
    "0=5 4999=5 5000=5 6000=5,         0=5 6000=5,           5000: 5.0 -> nothing",
    // the first and the last of all
    "0=5 1000=5 2000=5,                1000=5 2000=5,        0: 5.0 -> nothing",
    "0=5 1000=5 2000=5,                0=5 1000=5,           2000: 5.0 -> nothing",
    // the end of a series, and what is on its two sides
    "0=5 1000=stale,                   0=5,                  1000: stale -> nothing",
    "0=5 1000=stale 2000=5,            0=5 2000=5,           1000: stale -> nothing",
    "0=5 1000=5 2000=stale,            0=5 2000=stale,       1000: 5.0 -> nothing",
    "0=5 1000=stale 2000=5 3000=5,     0=5 1000=stale 3000=5, 2000: 5.0 -> nothing",
    // moved
    "0=5 1000=5 2000=5,                0=5 2001=5,           2001: nothing -> 5.0",
    // before or after a block
    "0=5 1000=5 8000000=5 8001000=5,   0=5 8000000=5 8001000=5, 1000: 5.0 -> nothing",
  })
  void whatThinningNeverLeavesOutIsDifferent(String archive, String blocks, String differences)
      throws IOException {
    VerificationFigures figures = series().inBlocks(blocks).inArchive(archive, THINNED);

    assertThat(ComparedSeries.differences(figures)).containsExactly(differences.split("\\|", -1));
  }

  @Test
  void withoutBeingToldNothingMayBeLeftOutOrMoved() throws IOException {
    ComparedSeries series = series().inBlocks("0=5 2000=5 3001=5");
    String archive = "0=5 1000=5 2000=5 3000=5";

    assertThat(ComparedSeries.differences(series.inArchive(archive, Exactness.FULL)))
        .containsExactly("1000: 5.0 -> nothing", "3000: 5.0 -> nothing", "3001: nothing -> 5.0");
    assertThat(series.inArchive(archive, MOVED).differences()).isEqualTo(1);
    assertThat(ComparedSeries.differences(series.inArchive(archive, THINNED)))
        .containsExactly("3001: nothing -> 5.0");
    assertThat(series.inArchive(archive, BOTH).differences()).isZero();
  }

  @Test
  void afterADifferenceTheComparisonGoesOn() throws IOException {
    VerificationFigures figures =
        series()
            .inBlocks("0=5 500=9 2000=5 3000=6 4000=7 6000=7 7000=8 9999=8")
            .inArchive("0=5 1000=5 2000=5 3000=7 4000=7 5000=7 6000=7 7000=8 8000=9", THINNED);

    assertThat(ComparedSeries.differences(figures))
        .containsExactly(
            "500: nothing -> 9.0",
            "1000: 5.0 -> nothing",
            "3000: 7.0 -> 6.0",
            "8000: 9.0 -> nothing",
            "9999: nothing -> 8.0");
    assertThat(figures.samples()).isEqualTo(5);
    assertThat(figures.leftOut()).isEqualTo(1);
  }

  /** The sample at 190 could be that of 100 or of 200; only the latter leaves a way on. */
  @Test
  void aSampleStandsForTheOneThatMakesTheRestComeOut() throws IOException {
    VerificationFigures figures =
        series().inBlocks("0=5 190=5 300=7").inArchive("0=5 100=5 200=5 300=7", BOTH);

    assertThat(ComparedSeries.differences(figures)).isEmpty();
    assertThat(figures.samples()).isEqualTo(3);
    assertThat(figures.leftOut()).isEqualTo(1);
  }

  @Test
  void whatOverlappingBlocksHaveInCommonIsComparedOnce() throws IOException {
    VerificationFigures figures =
        series()
            .inBlocks("0=5 2000=5 3000=7")
            .inBlocks("0=5 2000=5 3000=7")
            .inBlocks("1000=5 3000=7 4000=7")
            .inArchive("0=5 1000=5 2000=5 3000=7 4000=7", BOTH);

    assertThat(ComparedSeries.differences(figures)).isEmpty();
    assertThat(figures.samples()).isEqualTo(5);
  }

  @Test
  void overlappingBlocksThatSayDifferentThingsAreDifferent() throws IOException {
    VerificationFigures figures =
        series()
            .inBlocks("0=5 1000=5 2000=7")
            .inBlocks("1000=6 2000=7")
            .inArchive("0=5 1000=5 2000=7", MOVED);

    assertThat(figures.differences()).isEqualTo(1);
  }

  /** All ways are tried here, of which the comparison under test keeps the possible ones. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void theSameIsFoundAsByTryingAllWays(int seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    int passed = 0;
    for (int round = 0; round < 60; round++) {
      Exactness exactness = new Exactness(random.nextInt(30), 20L * random.nextInt(4));
      SortedMap<Integer, Integer> archive = randomSamples(random);
      SortedMap<Integer, Integer> blocks = blurred(archive, exactness, random);
      boolean expected = Ways.exist(archive, blocks, exactness);
      Path data = directory.resolve(seed + "-" + round);
      VerificationFigures figures =
          new ComparedSeries(data).inBlocks(text(blocks)).inArchive(text(archive), exactness);

      assertThat(figures.differences() == 0)
          .as("%s and %s, %s", text(archive), text(blocks), exactness)
          .isEqualTo(expected);
      if (expected) {
        passed++;
        assertThat(figures.samples()).isEqualTo(blocks.size());
        assertThat(figures.leftOut()).isEqualTo(archive.size() - blocks.size());
      }
    }
    assertThat(passed).isBetween(6, 54);
  }

  private static SortedMap<Integer, Integer> randomSamples(SplittableRandom random) {
    SortedMap<Integer, Integer> samples = new TreeMap<>();
    int millis = 1000;
    int value = 0;
    for (int i = 0; i < 8; i++) {
      value = random.nextInt(4) == 0 ? 1 - value : value;
      samples.put(millis, value);
      millis += 1 + random.nextInt(25);
    }
    return samples;
  }

  /** Moves samples and leaves some out, now and then more than is allowed. */
  private static SortedMap<Integer, Integer> blurred(
      SortedMap<Integer, Integer> archive, Exactness exactness, SplittableRandom random) {
    SortedMap<Integer, Integer> blocks = new TreeMap<>();
    int most = (int) exactness.toleranceMillis() + (random.nextInt(3) == 0 ? 1 : 0);
    List<Integer> kept = new ArrayList<>(archive.keySet());
    for (int i = kept.size() - 2; i > 0 && exactness.isThinned(); i--) {
      if (random.nextInt(3) == 0 && archive.get(kept.get(i)).equals(archive.get(kept.get(i - 1)))) {
        kept.remove(i);
      }
    }
    for (int millis : kept) {
      blocks.put(millis + random.nextInt(-most, most + 1), archive.get(millis));
    }
    return blocks;
  }

  private static String text(SortedMap<Integer, Integer> samples) {
    return samples.entrySet().stream()
        .map(sample -> sample.getKey() + "=" + sample.getValue())
        .collect(Collectors.joining(" "));
  }

  /** The definition of what is the same, by recursion. */
  private record Ways(
      List<Integer> archiveMillis,
      List<Integer> archiveValues,
      List<Integer> blockMillis,
      List<Integer> blockValues,
      Exactness exactness) {

    static boolean exist(
        SortedMap<Integer, Integer> archive,
        SortedMap<Integer, Integer> blocks,
        Exactness exactness) {
      return new Ways(
              List.copyOf(archive.keySet()),
              List.copyOf(archive.values()),
              List.copyOf(blocks.keySet()),
              List.copyOf(blocks.values()),
              exactness)
          .existFrom(0, 0);
    }

    private boolean existFrom(int archive, int block) {
      if (archive == archiveMillis.size()) {
        return block == blockMillis.size();
      }
      return (isSame(archive, block) && existFrom(archive + 1, block + 1))
          || (canBeLeftOut(archive, block) && existFrom(archive + 1, block));
    }

    private boolean isSame(int archive, int block) {
      return block < blockMillis.size()
          && Math.abs(archiveMillis.get(archive) - blockMillis.get(block))
              <= exactness.toleranceMillis()
          && archiveValues.get(archive).equals(blockValues.get(block));
    }

    private boolean canBeLeftOut(int archive, int block) {
      return exactness.isThinned()
          && block > 0
          && block < blockMillis.size()
          && blockValues.get(block - 1).equals(archiveValues.get(archive))
          && blockValues.get(block).equals(archiveValues.get(archive))
          && archiveMillis.get(archive) - blockMillis.get(block - 1)
              < exactness.thinMillis() + exactness.toleranceMillis();
    }
  }

  private ComparedSeries series() {
    return new ComparedSeries(directory.resolve("data"));
  }
}
