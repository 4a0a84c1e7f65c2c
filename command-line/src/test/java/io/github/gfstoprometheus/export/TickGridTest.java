package io.github.gfstoprometheus.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.tsdb.timeline.RangeRuns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TickGridTest {
  @Test
  void theFirstTickOfEachPeriodSinceTheEpochIsInIt() throws IOException {
    RangeRuns runs = ticks(3, 9, 10, 11, 19, 35, 39, 40, 41);

    assertThat(grid(runs, 10)).containsExactly(0, 2, 5, 7);
  }

  @Test
  void everyTickIsInItIfNoneIsNearAnother() throws IOException {
    assertThat(grid(ticks(5, 15, 25), 10)).containsExactly(0, 1, 2);
  }

  @Test
  void aLongPeriodHasOneTick() throws IOException {
    assertThat(grid(ticks(5, 15, 25), 1000)).containsExactly(0);
  }

  @Test
  void allTicksAreNoGrid() throws IOException {
    assertThat(TickGrid.ALL.isAll()).isTrue();
    assertThat(TickGrid.of(ticks(5), 10).isAll()).isFalse();
  }

  @Test
  void beyondTheLastOneThereIsNone() throws IOException {
    TickGrid grid = TickGrid.of(ticks(5, 15, 16), 10);

    assertThat(grid.after(0)).isEqualTo(1);
    assertThat(grid.after(1)).isGreaterThan(2);
    assertThat(grid.after(2)).isGreaterThan(2);
  }

  private static RangeRuns ticks(long... times) throws IOException {
    RecordedTicks recorded = new RecordedTicks();
    for (long millis : times) {
      recorded.tick(millis);
    }
    return recorded.runs();
  }

  /** As it is walked through. */
  private static List<Integer> grid(RangeRuns runs, long periodMillis) {
    TickGrid grid = TickGrid.of(runs, periodMillis);
    List<Integer> ticks = new ArrayList<>();
    for (int tick = grid.after(-1); tick < runs.tickCount(); tick = grid.after(tick)) {
      ticks.add(tick);
    }
    return ticks;
  }
}
