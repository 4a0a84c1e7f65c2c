package io.github.gfstoprometheus.testkit.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LabelSetTextTest {

  @Test
  void goEscapesAreUndone() {
    String text =
        "{__name__=\"up\", a=\"\\\"\\\\\\n\\x7f\\u00a0\\U000e0001\\xc3\\xa4 {x=\\\", }\"}";

    assertThat(LabelSetText.parse(text))
        .containsEntry("__name__", "up")
        .containsEntry("a", "\"\\\n\u007f\u00a0\udb40\udc01ä {x=\", }")
        .hasSize(2);
  }

  @Test
  void whatIsFormattedIsParsedBack() {
    TreeMap<String, String> labels =
        new TreeMap<>(Map.of("__name__", "up", "empty", "", "odd", "\"\\\n\t\u0001\u0007 ü 😀"));

    assertThat(LabelSetText.parse(LabelSetText.format(labels))).isEqualTo(labels);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{a=\"b\"", "{a=\"b}", "{a=\"\\q\"}", "{a=\"b\"} ", "{a}"})
  void whatIsNoLabelSetIsAnError(String text) {
    assertThatThrownBy(() -> LabelSetText.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected");
  }
}
