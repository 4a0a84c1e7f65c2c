package io.github.gfstoprometheus.members;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumericOrderTest {
  @Test
  void numbersInNamesAreComparedAsNumbers() {
    List<String> ordered =
        List.of(
            "",
            "10",
            "locator",
            "server",
            "server-1",
            "server-1/stats",
            "server-2",
            "server-10",
            "server-10-a",
            "server-010-b",
            "server-99999999999999999999999",
            "server-100000000000000000000000");

    List<String> shuffled = new ArrayList<>(ordered);
    Collections.shuffle(shuffled, new Random(1));

    assertThat(shuffled.stream().sorted(new NumericOrder())).containsExactlyElementsOf(ordered);
  }

  @Test
  void onlyEqualNamesAreEqual() {
    assertThat(new NumericOrder().compare("s-01", "s-1")).isNotZero();
    assertThat(new NumericOrder().compare("s-1", "s-1")).isZero();
  }
}
