package io.github.gfstoprometheus.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gfstoprometheus.convert.NamingOptions;
import io.github.gfstoprometheus.convert.NamingStyle;
import io.github.gfstoprometheus.convert.Rename;
import io.github.gfstoprometheus.convert.Units;
import io.github.gfstoprometheus.selection.NamePattern;
import io.github.gfstoprometheus.selection.Preset;
import io.github.gfstoprometheus.selection.Selectors;
import io.github.gfstoprometheus.selection.SeriesChoice;
import io.github.gfstoprometheus.selection.StatisticSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {
  @TempDir private Path directory;

  @Test
  void everyKeyIsRead() throws IOException {
    Configuration read =
        read(
            """
            prefix: geode
            naming: typed
            units: base
            cluster: payments
            labels: {region: emea, tier: "1"}
            preset: essentials
            include: {types: [A], instances: [b.*], statistics: [c, d], specs: [':E.f']}
            exclude: {types: [G], instances: [h], statistics: [i], specs: [j]}
            renames:
              CachePerfStats.puts: {name: ops, labels: {op: put}}
              gets: {labels: {op: get}}
              VMStats.cpus: {drop: true}
            label_renames: {category: type}
            """);

    assertThat(read.naming())
        .isEqualTo(
            NamingOptions.DEFAULT
                .withPrefix("geode")
                .withStyle(NamingStyle.TYPED)
                .withUnits(Units.BASE)
                .withCluster("payments")
                .withLabels(Map.of("region", "emea", "tier", "1"))
                .withRenames(
                    Map.of(
                        "CachePerfStats.puts", Rename.to(Optional.of("ops"), Map.of("op", "put")),
                        "gets", Rename.to(Optional.empty(), Map.of("op", "get")),
                        "VMStats.cpus", Rename.DROP))
                .withLabelRenames(Map.of("category", "type")));
    assertThat(read.choice())
        .isEqualTo(
            SeriesChoice.of(
                new Selectors(
                    patterns("A"), patterns("b.*"), patterns("c", "d"), List.of(spec(":E.f"))),
                new Selectors(patterns("G"), patterns("h"), patterns("i"), List.of(spec("j"))),
                Set.of(Preset.ESSENTIALS)));
  }

  @Test
  void theKeysOfAnOlderConverterMeanTheSame() throws IOException {
    Configuration read =
        read(
            """
            metric_prefix: geode
            cluster_name: payments
            filters:
              include_resource_types: [CachePerfStats]
              exclude_resource_types: []
              include_stats: ["a.b"]
              exclude_stats: [c]
            metric_mappings:
              CachePerfStats.puts: cache_puts
              CachePerfStats.gets: {name: cache_gets, labels: {op: get}}
              cpus: processors
            label_mappings: {category: type}
            """);

    assertThat(read.naming())
        .isEqualTo(
            NamingOptions.DEFAULT
                .withPrefix("geode")
                .withCluster("payments")
                .withRenames(
                    Map.of(
                        "CachePerfStats.puts", Rename.to(Optional.of("cache_puts"), Map.of()),
                        "CachePerfStats.gets",
                            Rename.to(Optional.of("cache_gets"), Map.of("op", "get")),
                        "cpus", Rename.to(Optional.of("processors"), Map.of())))
                .withLabelRenames(Map.of("category", "type")));
    assertThat(read.choice())
        .isEqualTo(
            SeriesChoice.of(
                new Selectors(
                    List.of(NamePattern.ofName("CachePerfStats")),
                    List.of(),
                    List.of(NamePattern.ofName("a.b")),
                    List.of()),
                new Selectors(List.of(), List.of(), List.of(NamePattern.ofName("c")), List.of()),
                Set.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing",
        "{}",
        "include:",
        "include: {types: []}",
        "filters: {include_stats: , exclude_stats: []}",
        "labels:\nrenames:\nlabel_renames:",
        "\uFEFF# with a byte order mark",
      })
  void whatIsEmptySaysNothing(String yaml) throws IOException {
    assertThat(read(yaml)).isEqualTo(Configuration.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "includ: {}~1:1: expected a key that is known here, found \"includ\": is include meant? known are cluster, ",
        "xyz: 1~1:1: expected a key that is known here, found \"xyz\": known are cluster, ",
        "include: {type: [a]}~1:11: expected a key that is known here, found \"type\": is types meant? known are instances, specs, statistics, types",
        "prefix: 5~1:9: expected a text, found 5: put it in quotation marks if that is what is meant",
        "cluster: true~1:10: expected a text, found true: put it in quotation marks",
        "cluster:~:9: expected a text, found nothing: put it",
        "cluster: [a]~1:10: expected a text, found a list: write one text here",
        "prefix: a-b~1:9: expected a prefix of metric names, found \"a-b\": letters, digits",
        "naming: lively~1:9: expected live or typed, found \"lively\": is live meant? known are live, typed",
        "units: si~1:8: expected archive or base, found \"si\": known are archive, base",
        "preset: essential~1:9: expected essentials, found \"essential\": is essentials meant?",
        "include: [a]~1:10: expected a mapping, found a list: write lines such as key: value",
        "include: {types: a}~1:18: expected a list, found \"a\": write [a, b], or each on a line after a hyphen",
        "include: {types: [a, {}]}~1:22: expected a text, found a mapping: write one text here",
        "include: {types: [a, 'b(']}~1:22: expected a regular expression, found \"b(\": Unclosed group at character 3",
        "exclude: {specs: ['+:x']}~1:19: expected a spec of regular expressions, found \"+:x\": \"+:x\" asks for a sum",
        "labels: {a-b: x}~1:10: expected the name of a label, found \"a-b\": \"a-b\" is no label name",
        "labels: {category: x}~1:10: expected the name of a label, found \"category\": label \"category\" tells series apart",
        "labels: {a: 1}~1:13: expected a text, found 1: put it",
        "renames: {x: {}}~1:14: expected name, labels or drop: true, found none of them: say what becomes of it",
        "renames: {x: y}~1:14: expected a mapping, found \"y\": write lines",
        "renames: {x: {drop: false}}~1:21: expected true, found false: leave the key out otherwise",
        "renames: {x: {drop: true, name: y}}~1:14: expected drop: true alone, found more: what is dropped",
        "renames: {x: {name: a b}}~1:21: expected a metric name, found \"a b\": letters, digits",
        "renames: {x: {labels: {member: b}}}~1:24: expected the name of a label, found \"member\": label \"member\" is the same in all",
        "label_renames: {category: __x}~1:27: expected the name of a label, found \"__x\": \"__x\" is no label name",
        "label_renames: {category: job}~1:1: expected names that go together, found some that do not: labels \"category\" and \"job\" would both be called \"job\"",
        "metric_mappings: {x: {labels: {}}}~1:22: expected a name, found a mapping without one: add name: new_name",
        "metric_mappings: {x: 9}~1:22: expected a text, found 9: put it",
        "{prefix: a, metric_prefix: b}~1:13: expected either prefix or metric_prefix, found both: they say the same; remove this one or that at 1:2",
        "{prefix: a, cluster: c, prefix: b}~1:25: expected each key once, found \"prefix\": this one stands at 1:2 too; remove one",
        "[a]~1:1: expected a mapping, found a list: write lines such as key: value",
        "5: a~1:1: expected a text, found 5: put it",
        "a: [~1:5: expected YAML, found what is none: ",
        "a: *b~1:4: expected YAML, found what is none: ",
      })
  void whatCannotBeIsToldAtItsPlace(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(file().toString() + ":")
        .hasMessageContaining(":" + message.replaceFirst("^:", ""));
  }

  @Test
  void placesCountLinesAndColumnsFromOne() {
    assertThatThrownBy(() -> read("# one\nprefix: a\ninclude:\n  types:\n    - ok\n    - 'x['\n"))
        .hasMessageStartingWith(file() + ":6:7: expected a regular expression, found \"x[\": ");
    assertThatThrownBy(() -> read("prefix: a\n---\nprefix: b\n"))
        .hasMessageStartingWith(file() + ":3:1: expected one document, found another: ");
  }

  private Path file() {
    return directory.resolve("gfs.yaml");
  }

  private Configuration read(String yaml) throws IOException {
    return ConfigFile.read(Files.writeString(file(), yaml));
  }

  private static List<NamePattern> patterns(String... texts) {
    return Stream.of(texts).map(NamePattern::of).toList();
  }

  private static StatisticSpec spec(String text) {
    return StatisticSpec.of(text);
  }
}
