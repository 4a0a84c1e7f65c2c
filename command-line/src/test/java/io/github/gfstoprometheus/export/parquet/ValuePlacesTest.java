package io.github.gfstoprometheus.export.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ValuePlacesTest {
  private final ValuePlaces places = new ValuePlaces();

  @Test
  void eachValueHasOnePlaceInTheOrderOfComing() {
    Random random = new Random(1);
    Map<Long, Integer> expected = new HashMap<>();
    List<Long> order = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      long bits = Double.doubleToRawLongBits(random.nextInt(20_000));
      if (!expected.containsKey(bits)) {
        expected.put(bits, order.size());
        order.add(bits);
      }
      assertThat(places.of(bits)).isEqualTo(expected.get(bits));
    }
    ByteBuffer bytes = ByteBuffer.wrap(places.littleEndian()).order(ByteOrder.LITTLE_ENDIAN);
    for (long bits : order) {
      assertThat(bytes.getLong()).isEqualTo(bits);
    }
    assertThat(bytes.hasRemaining()).isFalse();
  }

  @Test
  void zerosOfBothSignsAndAllNansAreDifferentValues() {
    assertThat(places.of(0)).isZero();
    assertThat(places.of(Double.doubleToRawLongBits(-0.0))).isEqualTo(1);
    assertThat(places.hasNan()).isFalse();
    assertThat(places.of(Double.doubleToRawLongBits(Double.NaN))).isEqualTo(2);
    assertThat(places.of(0x7ff8000000000001L)).isEqualTo(3);
    assertThat(places.hasNan()).isTrue();
  }

  @Test
  void nothingIsLeftAfterClearing() {
    places.of(Double.doubleToRawLongBits(Double.NaN));
    places.of(5);
    places.clear();
    assertThat(places.size()).isZero();
    assertThat(places.hasNan()).isFalse();
    assertThat(places.of(5)).isZero();
  }
}
