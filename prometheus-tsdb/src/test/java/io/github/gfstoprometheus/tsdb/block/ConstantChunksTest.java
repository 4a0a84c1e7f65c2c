package io.github.gfstoprometheus.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConstantChunksTest {
  private record Key(int fromTick, int endTick, long bits) {}

  private final ConstantChunks chunks = new ConstantChunks();

  @ParameterizedTest
  @ValueSource(ints = {1, 127, 128, 129, 5_000})
  void whatWasPutIsFoundAndNothingElse(int count) {
    Random random = new Random(count);
    Map<Key, Long> expected = new HashMap<>();
    while (expected.size() < count) {
      Key key = randomKey(random);
      assertThat(chunks.find(key.fromTick, key.endTick, key.bits))
          .isEqualTo(expected.getOrDefault(key, ConstantChunks.NONE));
      if (!expected.containsKey(key)) {
        long reference = random.nextLong(1, Long.MAX_VALUE);
        chunks.put(key.fromTick, key.endTick, key.bits, reference);
        expected.put(key, reference);
      }
    }
    expected.forEach(
        (key, reference) ->
            assertThat(chunks.find(key.fromTick, key.endTick, key.bits)).isEqualTo(reference));
    for (int i = 0; i < count; i++) {
      Key key = randomKey(random);
      assertThat(chunks.find(key.fromTick, key.endTick, key.bits))
          .isEqualTo(expected.getOrDefault(key, ConstantChunks.NONE));
    }
  }

  /** Few windows and whole numbers, as archives have them. */
  private static Key randomKey(Random random) {
    int fromTick = random.nextInt(6) * 120;
    return new Key(
        fromTick,
        fromTick + 1 + random.nextInt(120),
        Double.doubleToRawLongBits(random.nextInt(30)));
  }

  /** Their mix is the same, so they want the same place. */
  @Test
  void keysThatCollideAreToldApart() {
    int count = 1_000;
    for (int i = 0; i < count; i++) {
      chunks.put(i, 7, (long) i << Integer.SIZE, i + 1);
    }
    for (int i = 0; i < count; i++) {
      assertThat(chunks.find(i, 7, (long) i << Integer.SIZE)).isEqualTo(i + 1);
      assertThat(chunks.find(i, 8, (long) i << Integer.SIZE)).isEqualTo(ConstantChunks.NONE);
      assertThat(chunks.find(i, 7, (long) (i + 1) << Integer.SIZE)).isEqualTo(ConstantChunks.NONE);
    }
  }

  /** One for each chunk of many series would outgrow what a builder may hold. */
  @Test
  void aFullTableForgetsWhatIsOldAndNothingIsMistaken() {
    int count = 200_000;
    for (int i = 0; i < count; i++) {
      chunks.put(i, i + 120, i % 7, i + 1);
      assertThat(chunks.find(i, i + 120, i % 7)).isEqualTo(i + 1);
    }
    int found = 0;
    for (int i = 0; i < count; i++) {
      long reference = chunks.find(i, i + 120, i % 7);
      assertThat(reference).isIn(ConstantChunks.NONE, i + 1L);
      found += reference == ConstantChunks.NONE ? 0 : 1;
    }
    assertThat(found).isBetween(1, 65_536);
  }

  @Test
  void valuesAreComparedByTheirBits() {
    chunks.put(0, 120, Double.doubleToRawLongBits(0.0), 8);
    assertThat(chunks.find(0, 120, Double.doubleToRawLongBits(-0.0)))
        .isEqualTo(ConstantChunks.NONE);
    chunks.put(0, 120, Double.doubleToRawLongBits(Double.NaN), 9);
    assertThat(chunks.find(0, 120, 0x7ff8_0000_0000_0001L)).isEqualTo(ConstantChunks.NONE);
    assertThat(chunks.find(0, 120, 0)).isEqualTo(8);
  }
}
