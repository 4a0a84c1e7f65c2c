package io.github.gfstoprometheus.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeriesChoiceTest {
  private static final Selectors NONE = Selectors.NONE;

  @Test
  void everythingIsDescribedByNothing() {
    assertThat(SeriesChoice.ALL.describe()).isEmpty();
    assertThat(SeriesChoice.of(NONE, NONE, Set.of())).isEqualTo(SeriesChoice.ALL);
    assertThat(SeriesChoice.ALL.isAll()).isTrue();
    assertThat(including(types("a")).isAll()).isFalse();
  }

  @Test
  void theOrderOfRulesAndTheirRepetitionDoNotCount() {
    assertThat(including(types("b", "a", "b"))).isEqualTo(including(types("a", "b")));
    assertThat(including(types("b", "a", "b")).describe()).isEqualTo("type=\"a\" type=\"b\"");
    assertThat(including(types("a")).plus(including(types("b"))).describe())
        .isEqualTo(including(types("b")).plus(including(types("a"))).describe());
  }

  @Test
  void descriptionsAreEqualExactlyWhenTheRulesAre() {
    List<String> texts = List.of("a", "A", "a\" type=\"b", "a\n", "a\\n", "\\Qa\\E", "a b");
    List<SeriesChoice> choices = new ArrayList<>(List.of(SeriesChoice.ALL));
    choices.add(SeriesChoice.of(NONE, NONE, Set.of(Preset.ESSENTIALS)));
    for (String text : texts) {
      for (Selectors selectors : List.of(types(text), instances(text), statistics(text))) {
        choices.add(including(selectors));
        choices.add(SeriesChoice.of(NONE, selectors, Set.of()));
      }
    }
    choices.add(including(types("a", "b")));
    choices.add(including(specs(":a")));
    choices.add(SeriesChoice.of(NONE, specs(":a"), Set.of()));

    Map<String, SeriesChoice> byDescription = new HashMap<>();
    for (SeriesChoice choice : choices) {
      assertThat(choice.describe()).doesNotContain("\n");
      assertThat(byDescription.put(choice.describe(), choice)).as("%s", choice).isNull();
    }
    assertThat(Set.copyOf(choices)).hasSameSizeAs(choices);
  }

  @Test
  void aPresetIsDescribedByItsContentToo() {
    assertThat(SeriesChoice.of(NONE, NONE, Set.of(Preset.ESSENTIALS)).describe())
        .matches("preset=essentials@[0-9a-f]{16}");
  }

  @Test
  void whatIsNoPatternIsExplained() {
    assertThatThrownBy(() -> NamePattern.of("a("))
        .hasMessage("\"a(\" is no regular expression: Unclosed group at character 3");
  }

  private static SeriesChoice including(Selectors selectors) {
    return SeriesChoice.of(selectors, NONE, Set.of());
  }

  private static Selectors types(String... texts) {
    return new Selectors(patterns(texts), List.of(), List.of(), List.of());
  }

  private static Selectors instances(String... texts) {
    return new Selectors(List.of(), patterns(texts), List.of(), List.of());
  }

  private static Selectors statistics(String... texts) {
    return new Selectors(List.of(), List.of(), patterns(texts), List.of());
  }

  private static Selectors specs(String text) {
    return new Selectors(List.of(), List.of(), List.of(), List.of(StatisticSpec.of(text)));
  }

  private static List<NamePattern> patterns(String... texts) {
    return List.of(texts).stream().map(NamePattern::of).toList();
  }
}
