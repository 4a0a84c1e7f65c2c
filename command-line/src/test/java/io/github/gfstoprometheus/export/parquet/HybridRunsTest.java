package io.github.gfstoprometheus.export.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs, as Parquet's own decoder reads them. */
class HybridRunsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 17, 21, 32})
  void runsOfAllLengthsAreReadBack(int width) throws IOException {
    Random random = new Random(width);
    RunList runs = new RunList();
    for (int i = 0; i < 20_000; i++) {
      int number = random.nextInt() >>> (Integer.SIZE - width);
      runs.add(number, 1 + random.nextInt(random.nextInt(40) == 0 ? 5000 : 20));
    }
    requireReadBack(runs, width);
  }

  @Test
  void numbersThatAllDifferAreReadBack() throws IOException {
    RunList runs = new RunList();
    for (int number = 0; number < 1003; number++) {
      runs.add(number, 1);
    }
    requireReadBack(runs, HybridRuns.width(1002));
  }

  @Test
  void oneLongRunTakesFewBytes() throws IOException {
    HybridRuns encoded = new HybridRuns(1);
    encoded.put(1, 1 << 20);
    assertThat(encoded.end().size()).isEqualTo(5);
  }

  @Test
  void aWidthHoldsTheLargestNumberAndNoMore() {
    assertThat(HybridRuns.width(0)).isEqualTo(1);
    assertThat(HybridRuns.width(1)).isEqualTo(1);
    assertThat(HybridRuns.width(2)).isEqualTo(2);
    assertThat(HybridRuns.width(255)).isEqualTo(8);
    assertThat(HybridRuns.width(256)).isEqualTo(9);
  }

  private static void requireReadBack(RunList runs, int width) throws IOException {
    HybridRuns encoded = new HybridRuns(width);
    IntStream.Builder expected = IntStream.builder();
    for (int run = 0; run < runs.size(); run++) {
      encoded.put(runs.number(run), runs.length(run));
      for (int i = 0; i < runs.length(run); i++) {
        expected.add(runs.number(run));
      }
    }
    int[] numbers = expected.build().toArray();
    RunLengthBitPackingHybridDecoder decoder =
        new RunLengthBitPackingHybridDecoder(width, encoded.end().toInputStream());
    int[] decoded = new int[numbers.length];
    for (int i = 0; i < decoded.length; i++) {
      decoded[i] = decoder.readInt();
    }
    assertThat(Arrays.mismatch(decoded, numbers)).as("the first that differs").isEqualTo(-1);
  }
}
