package io.github.gfstoprometheus.tsdb.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LabelSetTest {
  /** The borders of UTF-8's lengths, and both sides of where UTF-16 sorts otherwise. */
  private static final int[] CODE_POINTS = {
    0, 'a', 'b', 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xfffd, 0xffff, 0x10000, 0x1f600,
    0x10ffff
  };

  @Test
  void stringsAreOrderedByTheirUtf8Bytes() {
    Random random = new Random(1);
    for (int i = 0; i < 200_000; i++) {
      String left = text(random);
      String right = text(random);
      int expected = Arrays.compareUnsigned(utf8(left), utf8(right));
      if (Integer.signum(Utf8Order.compare(left, right)) != Integer.signum(expected)) {
        throw new AssertionError(left + " against " + right);
      }
    }
  }

  @Test
  void labelSetsAreOrderedLabelByLabelNameBeforeValue() {
    Random random = new Random(2);
    for (int i = 0; i < 50_000; i++) {
      LabelSet left = LabelSet.of(labels(random));
      LabelSet right = LabelSet.of(labels(random));
      int expected = compareSlowly(left, right);
      assertThat(Integer.signum(left.compareTo(right))).isEqualTo(Integer.signum(expected));
      assertThat(left.equals(right)).isEqualTo(expected == 0);
    }
  }

  @Test
  void aSetThatBeginsAnotherComesFirst() {
    LabelSet shorter = LabelSet.of(Map.of("a", "1"));
    assertThat(shorter).isLessThan(LabelSet.of(Map.of("a", "1", "b", "0")));
    assertThat(LabelSet.of(Map.of())).isLessThan(shorter);
  }

  @Test
  void withGivesTheSetThatOfWouldHaveGiven() {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      Map<String, String> labels = labels(random);
      LabelSet before = LabelSet.of(labels);
      String name = name(random);
      String value = text(random);
      labels.put(name, value);
      LabelSet changed = before.with(name, value);
      assertThat(changed).isEqualTo(LabelSet.of(labels)).hasSameHashCodeAs(LabelSet.of(labels));
      assertThat(changed.value(name)).isEqualTo(value);
    }
  }

  @Test
  void labelsStandInTheOrderOfTheirNames() {
    LabelSet labels = LabelSet.of(Map.of("job", "x", "__name__", "up", "instance", "a:1"));
    assertThat(labels.toMap())
        .containsExactly(
            Map.entry("__name__", "up"), Map.entry("instance", "a:1"), Map.entry("job", "x"));
    assertThat(labels.size()).isEqualTo(3);
    assertThat(labels.name(1)).isEqualTo("instance");
    assertThat(labels.value(1)).isEqualTo("a:1");
  }

  @Test
  void aLabelWithAnEmptyValueIsNoLabel() {
    assertThat(LabelSet.of(Map.of("a", "1", "b", ""))).isEqualTo(LabelSet.of(Map.of("a", "1")));
    assertThat(LabelSet.of(Map.of("a", "1")).with("a", "")).isEqualTo(LabelSet.of(Map.of()));
    assertThat(LabelSet.of(Map.of("a", "1")).value("b")).isEmpty();
  }

  @Test
  void anEmptyNameIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LabelSet.of(Map.of("", "value")))
        .withMessageContaining("value");
  }

  @Test
  void unpairedSurrogatesAreRefusedInNamesAndValues() {
    for (String bad : List.of("\ud800", "x\udc00y", "\udc00\ud800", "\ud83d\ude00\ud83d")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> LabelSet.of(Map.of("name", bad)))
          .withMessageContaining("unpaired surrogate");
      assertThatIllegalArgumentException().isThrownBy(() -> LabelSet.of(Map.of(bad, "value")));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> LabelSet.of(Map.of()).with("name", bad));
    }
  }

  @Test
  void theTextIsThatOfPrometheus() {
    assertThat(LabelSet.of(Map.of("__name__", "up", "path", "C:\\\"x\"\n")))
        .hasToString("{__name__=\"up\", path=\"C:\\\\\\\"x\\\"\\n\"}");
  }

  private static int compareSlowly(LabelSet left, LabelSet right) {
    List<byte[]> leftParts = parts(left);
    List<byte[]> rightParts = parts(right);
    for (int i = 0; i < Math.min(leftParts.size(), rightParts.size()); i++) {
      int order = Arrays.compareUnsigned(leftParts.get(i), rightParts.get(i));
      if (order != 0) {
        return order;
      }
    }
    return leftParts.size() - rightParts.size();
  }

  private static List<byte[]> parts(LabelSet labels) {
    List<byte[]> parts = new ArrayList<>();
    labels.forEach(
        (name, value) -> {
          parts.add(utf8(name));
          parts.add(utf8(value));
        });
    return parts;
  }

  private static Map<String, String> labels(Random random) {
    Map<String, String> labels = new HashMap<>();
    for (int count = random.nextInt(4); count > 0; count--) {
      labels.put(name(random), text(random));
    }
    return labels;
  }

  private static String name(Random random) {
    return text(random) + "n";
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(4); length > 0; length--) {
      text.appendCodePoint(CODE_POINTS[random.nextInt(CODE_POINTS.length)]);
    }
    return text.toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
