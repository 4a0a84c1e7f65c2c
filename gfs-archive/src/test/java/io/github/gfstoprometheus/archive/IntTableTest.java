package io.github.gfstoprometheus.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntTableTest {
  @ParameterizedTest
  @ValueSource(ints = {8, 100, 5_000, Integer.MAX_VALUE})
  void entriesComeAndGoAsInAHashMap(int ids) {
    Random random = new Random(ids);
    IntTable<String> table = new IntTable<>();
    Map<Integer, String> expected = new HashMap<>();
    for (int step = 0; step < 100_000; step++) {
      int id = random.nextInt(ids);
      String known = expected.get(id);
      assertThat(table.get(id)).isEqualTo(known);
      if (known == null) {
        expected.put(id, "value " + step);
        table.put(id, "value " + step);
      } else {
        expected.remove(id);
        table.remove(id);
      }
    }
    expected.forEach((id, value) -> assertThat(table.get(id)).isEqualTo(value));

    table.clear();
    expected.keySet().forEach(id -> assertThat(table.get(id)).isNull());
  }
}
