package io.github.gfstoprometheus.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gfstoprometheus.archive.ResourceInstance;
import io.github.gfstoprometheus.archive.StatisticDescriptor;
import io.github.gfstoprometheus.fixtures.SampleArchive;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.apache.geode.internal.SystemAdmin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Geode's own class says what a spec matches. */
class SpecsAgainstGeodeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        ":VMStats",
        ":vmstats",
        ":Stats",
        ":M",
        ":VM|Stats",
        ":CachePerfStats.puts",
        ":CachePerfStats.put",
        "cachePerfStats",
        "cachePerf",
        "vmStats:VMStats.cpus",
        "VMSTATS:.CPUS",
        "[0-9]+:VMStats",
        "..cpus",
        ".cpus",
        ".gets|puts",
        ".(gets|puts)",
        "a:b:c.d",
        "0.0.0.0:VMStats",
        ":",
        ".",
        ":.",
        "::",
        ".*:VMStats.cpus",
        "cachePerf[a-z]*",
      })
  void aSpecMatchesWhatGeodeSaysItDoes(String text) throws IOException {
    SystemAdmin.StatSpec geode = new SystemAdmin.StatSpec(text);
    SeriesChoice choice =
        SeriesChoice.of(
            new Selectors(List.of(), List.of(), List.of(), List.of(StatisticSpec.of(text))),
            Selectors.NONE,
            Set.of());
    StatisticChooser chooser = choice.chooser();

    List<ResourceInstance> instances = Instances.of(SampleArchive.path());
    assertThat(instances).isNotEmpty();
    for (ResourceInstance instance : instances) {
      BitSet expected = new BitSet();
      List<StatisticDescriptor> statistics = instance.type().statistics();
      for (int i = 0; i < statistics.size(); i++) {
        expected.set(
            i,
            geode.typeMatches(instance.type().name())
                && geode.instanceMatches(instance.textId(), instance.numericId())
                && geode.statMatches(statistics.get(i).name()));
      }
      assertThat(chooser.chosen(instance)).as("%s", instance).isEqualTo(expected);
    }
  }

  /** The last dot begins the statistic, whatever it stood for. */
  @ParameterizedTest
  @ValueSource(strings = {":.*Stats", "cachePerf.*", ":CachePerfStats.put.*", ":VMStats.(", ":("})
  void whatGeodeRefusesIsRefused(String text) {
    assertThatThrownBy(() -> new SystemAdmin.StatSpec(text))
        .isInstanceOf(PatternSyntaxException.class);
    assertThatThrownBy(() -> StatisticSpec.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no regular expression");
  }

  @Test
  void anInstanceIsFoundByItsNumber() throws IOException {
    ResourceInstance instance = Instances.of(SampleArchive.path()).get(0);
    String number = String.valueOf(instance.numericId());

    assertThat(StatisticSpec.of(number).matchesInstance("x", instance.numericId())).isTrue();
    assertThat(StatisticSpec.of(number).matchesInstance("x", instance.numericId() + 1)).isFalse();
  }

  @Test
  void whatIsNoSpecIsExplained() {
    assertThatThrownBy(() -> StatisticSpec.of(""))
        .hasMessage(
            "a spec is empty: [instanceId][:typeId][.statId] is expected, such as :VMStats");
    assertThatThrownBy(() -> StatisticSpec.of("++:VMStats.cpus"))
        .hasMessage(
            "\"++:VMStats.cpus\" asks for a sum, which series are not: leave the + out, and sum in a query");
    assertThatThrownBy(() -> StatisticSpec.of(":*Stats"))
        .hasMessage(
            "\"*Stats\" is no regular expression: Dangling meta character '*' at character 1");
  }
}
