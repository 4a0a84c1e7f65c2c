package io.github.gfstoprometheus.convert;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gfstoprometheus.fixtures.Corpus;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.fixtures.RunLog;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Other names are those of the same samples. */
class RenamedSeriesTest {
  private static final NamingOptions OTHER =
      NamingOptions.DEFAULT
          .withPrefix("geode")
          .withRenames(
              Map.of(
                  "VMStats.threads", Rename.to(Optional.of("jvm_threads"), Map.of("of", "jvm")),
                  "freeMemory", Rename.to(Optional.empty(), Map.of("memory", "free")),
                  "VMStats.totalMemory", Rename.DROP))
          .withLabelRenames(Map.of("category", "type", "member", "node"));

  @ParameterizedTest
  @MethodSource("archives")
  void renamedSeriesAreThoseOfTheFullConversion(Path archive) throws IOException {
    RunLog full = converted(archive, NamingOptions.DEFAULT);
    Map<LabelSet, List<RunLog.Run>> expected = new HashMap<>();
    full.runs()
        .forEach((labels, runs) -> renamed(labels).ifPresent(other -> expected.put(other, runs)));

    RunLog renamed = converted(archive, OTHER);

    assertThat(renamed.ticks()).isEqualTo(full.ticks());
    assertThat(renamed.runs().equals(expected)).isTrue();
    assertThat(renamed.runs().keySet())
        .allSatisfy(labels -> assertThat(labels.value("node")).isNotEmpty());
  }

  private static Optional<LabelSet> renamed(LabelSet labels) {
    Map<String, String> other = new TreeMap<>(labels.toMap());
    String metric = other.get("__name__");
    String type = other.remove("category");
    other.put("type", type);
    other.put("node", other.remove("member"));
    other.put("__name__", metric.replaceFirst("^gemfire_", "geode_"));
    switch (type + "." + metric) {
      case "VMStats.gemfire_threads" -> {
        other.put("__name__", "jvm_threads");
        other.put("of", "jvm");
      }
      case "VMStats.gemfire_totalMemory" -> {
        return Optional.empty();
      }
      default -> {}
    }
    if (metric.equals("gemfire_freeMemory")) {
      other.put("memory", "free");
    }
    return Optional.of(LabelSet.of(other));
  }

  @Test
  void statisticsThatGetOneNameAreToldApartByTheLabelsOfTheirRenames() throws IOException {
    NamingOptions options =
        NamingOptions.DEFAULT.withRenames(
            Map.of(
                "T.gets", Rename.to(Optional.of("ops"), Map.of("op", "get")),
                "T.puts", Rename.to(Optional.of("ops"), Map.of("op", "put")),
                "T.more", Rename.to(Optional.of("ops"), Map.of("op", "put"))));
    ConvertedArchives converted =
        ConvertedArchives.of(options, archive(whole("gets"), whole("puts"), whole("more")));

    assertThat(converted.samples().bySeries().keySet())
        .extracting(labels -> labels.value("op") + " " + labels.value("statistic"))
        .containsExactlyInAnyOrder("get ", "put ", "put more");
    assertThat(converted.conversion().remarks())
        .containsExactly("member-1: told apart by a label: T.more is ops{statistic=\"more\"}");
  }

  @Test
  void whatIsDroppedLeavesTheNamesOfTheOthersAlone() throws IOException {
    NamingOptions options = NamingOptions.DEFAULT.withRenames(Map.of("T.a-b", Rename.DROP));

    assertThat(
            ConvertedArchives.of(options, archive(whole("a-b"), whole("a.b")))
                .samples()
                .bySeries()
                .keySet())
        .extracting(labels -> labels.value("statistic"))
        .containsExactly("a.b");
  }

  @Test
  void theLabelThatTellsClashesApartCanBeCalledOtherwise() throws IOException {
    NamingOptions options =
        NamingOptions.DEFAULT.withLabelRenames(Map.of("statistic", "stat", "member", "node"));
    ConvertedArchives converted =
        ConvertedArchives.of(options, archive(whole("a-b"), whole("a.b")));

    assertThat(converted.samples().of(Map.of("stat", "a.b"))).hasSize(2);
    assertThat(converted.conversion().remarks())
        .containsExactly("member-1: told apart by a label: T.a.b is gemfire_a_b{stat=\"a.b\"}");
  }

  @Test
  void aPrefixEndsInOneUnderscoreAndNoneIsPossible() throws IOException {
    assertThat(metric("x_", "n")).isEqualTo("x_n");
    assertThat(metric("x", "n")).isEqualTo("x_n");
    assertThat(metric("", "n")).isEqualTo("n");
    assertThat(metric("", "9n")).isEqualTo("_9n");
    assertThat(metric("", "")).isEqualTo("_");
  }

  private static String metric(String prefix, String statistic) throws IOException {
    NamingOptions options = NamingOptions.DEFAULT.withPrefix(prefix);
    return ConvertedArchives.of(options, archive(whole(statistic)))
        .samples()
        .bySeries()
        .keySet()
        .iterator()
        .next()
        .value("__name__");
  }

  @Test
  void namesThatCannotBeAreExplained() {
    NamingOptions options = NamingOptions.DEFAULT;
    assertThatThrownBy(() -> options.withPrefix("9a"))
        .hasMessageStartingWith("\"9a\" is no prefix of metric names");
    assertThatThrownBy(() -> renamed(Rename.to(Optional.of("a-b"), Map.of())))
        .hasMessageStartingWith("\"a-b\" is no metric name");
    assertThatThrownBy(() -> renamed(Rename.to(Optional.empty(), Map.of("category", "x"))))
        .hasMessage("label \"category\" tells series apart and cannot be set");
    assertThatThrownBy(() -> renamed(Rename.to(Optional.empty(), Map.of("member", "x"))))
        .hasMessage(
            "label \"member\" is the same in all series of a member and cannot be set here");
    assertThatThrownBy(() -> options.withLabelRenames(Map.of("exported_instance", "instance")))
        .hasMessage(
            "labels \"exported_instance\" and \"instance\" would both be called \"instance\": rename the other one too");
    assertThatThrownBy(() -> options.withLabelRenames(Map.of("member", "a-b")))
        .hasMessageStartingWith("\"a-b\" is no label name");
    assertThatThrownBy(
            () ->
                options
                    .withLabels(Map.of("op", "x"))
                    .withRenames(Map.of("n", Rename.to(Optional.empty(), Map.of("op", "y")))))
        .hasMessageStartingWith("label \"op\" is set on all series, and by a rename");
    assertThat(
            options.withLabelRenames(Map.of("exported_instance", "instance", "instance", "node")))
        .isNotEqualTo(options);
  }

  private static NamingOptions renamed(Rename rename) {
    return NamingOptions.DEFAULT.withRenames(Map.of("n", rename));
  }

  @Test
  void defaultsAreDescribedByNothingAndAllElseByItself() {
    assertThat(NamingOptions.DEFAULT.describe()).isEmpty();
    NamingOptions all =
        OTHER
            .withUnits(Units.BASE)
            .withStyle(NamingStyle.TYPED)
            .withCluster("c \"1\"")
            .withMember("m")
            .withLabels(Map.of("region", "emea"));

    assertThat(all.describe())
        .isEqualTo(
            "prefix=\"geode\" naming=typed units=base cluster=\"c \\\"1\\\"\" member=\"m\""
                + " label=\"region\":\"emea\" rename=\"VMStats.threads\":\"jvm_threads\",\"of\":\"jvm\""
                + " rename=\"VMStats.totalMemory\":drop rename=\"freeMemory\",\"memory\":\"free\""
                + " label-rename=\"category\":\"type\" label-rename=\"member\":\"node\"");
  }

  private static HandmadeArchive archive(HandmadeArchive.Statistic... statistics) {
    return HandmadeArchive.begun().type(1, "T", statistics).create(1, "x", 1).sample(3);
  }

  static Stream<Path> archives() {
    return Corpus.archives().stream();
  }

  private static RunLog converted(Path archive, NamingOptions options) throws IOException {
    return ConvertedFile.into(new RunLog(), archive, ConversionOptions.of(options));
  }
}
