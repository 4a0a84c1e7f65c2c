package io.github.gfstoprometheus.convert;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.real;
import static io.github.gfstoprometheus.fixtures.HandmadeArchive.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.fixtures.HandmadeArchive.Statistic;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeriesLabelsTest {
  @Test
  void aSeriesHasAllLabelsOfALiveCluster() throws IOException {
    HandmadeArchive archive =
        HandmadeArchive.begun()
            .type(1, "CachePerfStats", whole("puts"))
            .create(1, "cachePerfStats", 1)
            .type(2, "CacheServerStats", whole("connections"))
            .create(2, "0.0.0.0:40404", 2)
            .sample(3);

    assertThat(labels(NamingOptions.DEFAULT, archive))
        .containsExactlyInAnyOrder(
            Map.of(
                "__name__", "gemfire_puts",
                "category", "CachePerfStats",
                "exported_instance", "cachePerfStats",
                "instance", "member-1",
                "member", "member-1",
                "member_type", "server",
                "job", "gemfire",
                "cluster", "gemfire"),
            Map.of(
                "__name__", "gemfire_connections",
                "category", "CacheServerStats",
                "exported_instance", "0.0.0.0:40404",
                "instance", "member-1",
                "member", "member-1",
                "member_type", "server",
                "job", "gemfire",
                "cluster", "gemfire"));
  }

  @Test
  void typedNamingPutsTheTypeIntoTheNameInLowerCase() throws IOException {
    NamingOptions typed =
        NamingOptions.DEFAULT
            .withStyle(NamingStyle.TYPED)
            .withCluster("payments")
            .withMember("server-7");

    assertThat(labels(typed, ofStatistics(whole("putTime"))))
        .containsExactly(
            Map.of(
                "__name__", "gemfire_cacheperfstats_puttime",
                "category", "CachePerfStats",
                "exported_instance", "cachePerfStats",
                "instance", "server-7",
                "member", "server-7",
                "job", "payments",
                "cluster", "payments"));
  }

  @Test
  void charactersThatNoMetricMayHaveBecomeUnderscores() throws IOException {
    assertThat(metrics(ofStatistics(whole("hit-ratio (%)"), whole("größe"), whole("a:b_9"))))
        .containsExactlyInAnyOrder("gemfire_hit_ratio____", "gemfire_gr__e", "gemfire_a:b_9");
  }

  @Test
  void statisticsThatBecomeOneMetricAreToldApartAndReported() throws IOException {
    ConvertedArchives converted =
        ConvertedArchives.of(ofStatistics(whole("a-b"), real("a.b"), whole("a-b"), whole("c")));

    assertThat(converted.samples().bySeries().keySet())
        .extracting(labels -> labels.value("__name__"), labels -> labels.value("statistic"))
        .containsExactlyInAnyOrder(
            tuple("gemfire_a_b", ""),
            tuple("gemfire_a_b", "a.b"),
            tuple("gemfire_a_b", "a-b"),
            tuple("gemfire_c", ""));
    assertThat(converted.conversion().remarks())
        .containsExactly(
            "member-1: told apart by a label: CachePerfStats.a.b is gemfire_a_b{statistic=\"a.b\"}",
            "member-1: told apart by a label: CachePerfStats.a-b is gemfire_a_b{statistic=\"a-b\"}");
    assertThat(converted.conversion().problems()).isEmpty();
  }

  @Test
  void statisticsOfOneNameOrOfNoneAreToldApartByANumber() throws IOException {
    assertThat(labels(NamingOptions.DEFAULT, ofStatistics(whole("x"), whole("x"), whole("x"))))
        .extracting(labels -> labels.getOrDefault("statistic", ""))
        .containsExactlyInAnyOrder("", "x", "x#2");
    assertThat(labels(NamingOptions.DEFAULT, ofStatistics(whole(""), whole(""), whole(""))))
        .extracting(labels -> labels.getOrDefault("statistic", ""))
        .containsExactlyInAnyOrder("", "#2", "#3");
  }

  @Test
  void aClashIsReportedOnceForAllArchivesOfAMember() throws IOException {
    HandmadeArchive archive = ofStatistics(whole("a-b"), real("a.b"));

    assertThat(ConvertedArchives.of(archive, archive).figures().nameClashes()).hasSize(1);
  }

  @Test
  void unpairedSurrogatesBecomeTheReplacementCharacter() throws IOException {
    HandmadeArchive archive =
        HandmadeArchive.begun()
            .type(1, "T\uDC00", whole("n"))
            .create(1, "a\uD83D b \uD83D\uDE00", 1)
            .sample(3);

    assertThat(labels(NamingOptions.DEFAULT, archive))
        .singleElement()
        .satisfies(
            labels ->
                assertThat(labels)
                    .containsEntry("category", "T\uFFFD")
                    .containsEntry("exported_instance", "a\uFFFD b \uD83D\uDE00"));
  }

  @Test
  void namesThatDifferOnlyInUnpairedSurrogatesAreDuplicates() throws IOException {
    HandmadeArchive archive =
        HandmadeArchive.begun()
            .type(1, "T", whole("n"))
            .create(1, "a\uD83D", 1)
            .create(2, "a\uD83E", 1)
            .sample(3);

    assertThat(labels(NamingOptions.DEFAULT, archive))
        .extracting(labels -> labels.getOrDefault("duplicate", ""))
        .containsExactlyInAnyOrder("", "2");
  }

  @Test
  void anInstanceWithoutANameHasNoLabelForIt() throws IOException {
    HandmadeArchive archive =
        HandmadeArchive.begun().type(1, "T", whole("n")).create(1, "", 1).sample(3);

    assertThat(labels(NamingOptions.DEFAULT, archive))
        .singleElement()
        .satisfies(labels -> assertThat(labels).doesNotContainKey("exported_instance"));
  }

  @Test
  void furtherLabelsAreAddedAndMayReplaceThoseOfTheMember() throws IOException {
    NamingOptions options =
        NamingOptions.DEFAULT.withCluster("c").withLabels(Map.of("region", "emea", "job", "night"));

    assertThat(labels(options, ofStatistics(whole("n"))))
        .singleElement()
        .satisfies(
            labels ->
                assertThat(labels)
                    .containsEntry("region", "emea")
                    .containsEntry("job", "night")
                    .containsEntry("cluster", "c"));
  }

  @Test
  void labelsThatTellSeriesApartCannotBeSet() {
    for (String name : List.of("category", "exported_instance", "duplicate", "statistic")) {
      assertThatThrownBy(() -> withLabel(name))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("label \"" + name + "\" tells series apart and cannot be set");
    }
  }

  @Test
  void labelsThatPrometheusWouldNotTakeCannotBeSet() {
    for (String name : List.of("", "9a", "a-b", "__name__", "é")) {
      assertThatThrownBy(() -> withLabel(name))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("\"" + name + "\" is no label name");
    }
  }

  private static NamingOptions withLabel(String name) {
    return NamingOptions.DEFAULT.withLabels(Map.of(name, "x"));
  }

  private static HandmadeArchive ofStatistics(Statistic... statistics) {
    return HandmadeArchive.begun()
        .type(1, "CachePerfStats", statistics)
        .create(1, "cachePerfStats", 1)
        .sample(3);
  }

  private static List<String> metrics(HandmadeArchive archive) throws IOException {
    return labels(NamingOptions.DEFAULT, archive).stream().map(l -> l.get("__name__")).toList();
  }

  private static List<Map<String, String>> labels(NamingOptions options, HandmadeArchive archive)
      throws IOException {
    return ConvertedArchives.of(options, archive).samples().bySeries().keySet().stream()
        .map(labels -> labels.toMap())
        .toList();
  }
}
