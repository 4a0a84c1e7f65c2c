package io.github.gfstoprometheus.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesRangeTest {
  @Test
  void thePartsAreTheFirstSeriesAndTheHalvesOfTheOthers() {
    assertThat(new SeriesRange(10, 21).parts())
        .containsExactly(new SeriesRange(10, 11), new SeriesRange(11, 16), new SeriesRange(16, 21));
    assertThat(new SeriesRange(3, 5).parts())
        .containsExactly(new SeriesRange(3, 4), new SeriesRange(4, 5));
  }

  @Test
  void thePartsHaveEverySeriesOnceInOrder() {
    for (int size = 2; size < 40; size++) {
      List<SeriesRange> parts = new SeriesRange(7, 7 + size).parts();
      int next = 7;
      for (SeriesRange part : parts) {
        assertThat(part.from()).isEqualTo(next);
        assertThat(part.size()).isPositive().isLessThan(size);
        next = part.end();
      }
      assertThat(next).isEqualTo(7 + size);
    }
  }
}
