package io.github.gfstoprometheus.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PatienceTest {
  private final Patience patience = new Patience();

  /** Refuses all of a tick, and returns how often that was asked for. */
  private int refusals(Delivery delivery) {
    patience.beginTick(delivery);
    int refusals = 0;
    while (!patience.isOver()) {
      patience.refused();
      refusals++;
    }
    patience.endTick();
    return refusals;
  }

  @Test
  void ticksThatAreRefusedThroughoutAreGivenUpSoonerAndSooner() {
    patience.beginRequest();
    assertThat(refusals(Delivery.FIRST)).isEqualTo(1024);
    assertThat(refusals(Delivery.FIRST)).isEqualTo(512);
    for (int tick = 0; tick < 8; tick++) {
      refusals(Delivery.FIRST);
    }
    assertThat(refusals(Delivery.FIRST)).isEqualTo(1);
    assertThat(refusals(Delivery.FIRST)).isZero();
    patience.beginRequest();
    assertThat(refusals(Delivery.FIRST)).isEqualTo(16);
    assertThat(refusals(Delivery.FIRST)).isEqualTo(8);
  }

  @Test
  void whatMayBeThereIsNeverGivenUpAtOnce() {
    patience.beginRequest();
    for (int tick = 0; tick < 20; tick++) {
      assertThat(refusals(Delivery.MAYBE_REPEATED)).isGreaterThanOrEqualTo(16);
    }
    patience.beginRequest();
    assertThat(refusals(Delivery.MAYBE_REPEATED)).isEqualTo(1024);
  }

  @Test
  void aSampleThatIsTakenRestoresAll() {
    patience.beginRequest();
    for (int tick = 0; tick < 7; tick++) {
      refusals(Delivery.FIRST);
    }
    patience.beginTick(Delivery.FIRST);
    patience.refused();
    patience.taken();
    patience.endTick();
    assertThat(refusals(Delivery.FIRST)).isEqualTo(1024);
  }
}
