package io.github.gfstoprometheus.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.tsdb.timeline.RangeRuns;
import io.github.gfstoprometheus.tsdb.timeline.StaleMarker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleRunsTest {
  @Test
  void ticksOfOneValueAreOneRun() throws IOException {
    assertThat(told(recorded(), TickGrid.ALL))
        .containsExactly("0-3=1.0", "3-8=2.0", "8-9=3.0", "9-10=stale");
  }

  @Test
  void ofAThinnedRunTheFirstTheLastAndThoseOfTheGridAreTold() throws IOException {
    RangeRuns runs = recorded();

    assertThat(told(runs, TickGrid.of(runs, 2000)))
        .containsExactly(
            "0-1=1.0",
            "2-3=1.0",
            "3-4=2.0",
            "4-5=2.0",
            "6-7=2.0",
            "7-8=2.0",
            "8-9=3.0",
            "9-10=stale");
    assertThat(told(runs, TickGrid.of(runs, 100_000)))
        .containsExactly("0-1=1.0", "2-3=1.0", "3-4=2.0", "7-8=2.0", "8-9=3.0", "9-10=stale");
  }

  @Test
  void aRunThatGoesOnToTheEndOfTheRangeEndsThere() throws IOException {
    RangeRuns runs = new RecordedTicks().set(4).tick(1000).tick(2000).tick(3000).runs();

    assertThat(told(runs, TickGrid.ALL)).containsExactly("0-3=4.0");
    assertThat(told(runs, TickGrid.of(runs, 100_000))).containsExactly("0-1=4.0", "2-3=4.0");
  }

  /** Ten ticks, a second apart from 0 on. */
  private static RangeRuns recorded() throws IOException {
    RecordedTicks recorded = new RecordedTicks();
    recorded.set(1).tick(0).tick(1000).tick(2000);
    recorded.set(2).tick(3000).tick(4000).tick(5000).tick(6000).tick(7000);
    return recorded.set(3).tick(8000).close().tick(9000).runs();
  }

  private static List<String> told(RangeRuns runs, TickGrid grid) {
    SampleRuns samples = new SampleRuns(runs, runs.firstRun(0), runs.endRun(0), grid);
    List<String> told = new ArrayList<>();
    while (samples.next()) {
      boolean isStale = samples.valueBits() == StaleMarker.BITS;
      Object value = isStale ? "stale" : Double.longBitsToDouble(samples.valueBits());
      told.add(samples.fromTick() + "-" + samples.endTick() + "=" + value);
    }
    return told;
  }
}
