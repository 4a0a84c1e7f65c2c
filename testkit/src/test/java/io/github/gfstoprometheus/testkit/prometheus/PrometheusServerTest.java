package io.github.gfstoprometheus.testkit.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrometheusServerTest {

  private static final String OPEN_METRICS =
      """
      # TYPE temperature gauge
      temperature{room="a \\"b\\" \\\\ ü"} 1.5 1700000000.001
      temperature{room="a \\"b\\" \\\\ ü"} NaN 1700000001
      temperature{room="hall"} -0 1700000000
      temperature{room="hall"} 0 1700000007
      temperature{room="hall"} +Inf 1700010000
      # EOF
      """;

  @TempDir static Path data;

  private static PrometheusServer server;

  @BeforeAll
  static void startServer(@TempDir Path directory) throws IOException {
    Path text = Files.writeString(directory.resolve("metrics.txt"), OPEN_METRICS);
    Promtool.createBlocksFromOpenMetrics(text, data);
    server = PrometheusServer.start(data, PrometheusServer.ADMIN_API);
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  @Test
  void rawSamplesAreExportedThroughAllWindows() throws IOException {
    List<String> samples = new ArrayList<>();

    long count =
        server.export(
            List.of(LabelMatcher.all()),
            1_700_000_000_000L,
            1_700_010_000_001L,
            Duration.ofHours(1),
            (series, value, millis) -> samples.add(room(series) + " " + value + " " + millis));

    assertThat(count).isEqualTo(5);
    assertThat(samples)
        .containsExactly(
            "a \"b\" \\ ü 1.5 1700000000001",
            "a \"b\" \\ ü NaN 1700000001000",
            "hall 0.0 1700000000000",
            "hall 0.0 1700000007000",
            "hall Infinity 1700010000000");
  }

  @Test
  void theEndOfAnExportIsExclusive() throws IOException {
    long count =
        server.export(
            List.of(LabelMatcher.equal("room", "hall")),
            1_700_000_000_000L,
            1_700_000_007_000L,
            Duration.ofMinutes(1),
            (series, value, millis) -> assertThat(millis).isEqualTo(1_700_000_000_000L));

    assertThat(count).isEqualTo(1);
  }

  @Test
  void expressionsAreEvaluated() throws IOException {
    List<String> samples = new ArrayList<>();
    SampleConsumer consumer =
        (series, value, millis) -> samples.add(series + " " + value + " " + millis);

    server.query("temperature{room=\"hall\"}[10s]", 1_700_000_007_000L, consumer);
    server.queryRange(
        "count(temperature)",
        1_700_000_000_000L,
        1_700_000_001_000L,
        Duration.ofSeconds(1),
        consumer);
    server.query("scalar(vector(7))", 1_500, consumer);

    assertThat(samples)
        .containsExactly(
            "{__name__=\"temperature\", room=\"hall\"} -0.0 1700000000000",
            "{__name__=\"temperature\", room=\"hall\"} 0.0 1700000007000",
            "{} 1.0 1700000000000",
            "{} 2.0 1700000001000",
            "{} 7.0 1500");
  }

  @Test
  void theValuesOfALabelAreThoseOfTheSeriesThatMatch() throws IOException {
    long throughMillis = 1_700_010_000_000L;

    assertThat(server.labelValues("room", "temperature", 1_700_000_000_000L, throughMillis))
        .containsExactly("a \"b\" \\ ü", "hall");
    assertThat(
            server.labelValues(
                "room", "temperature{room=~\"h.*\"}", 1_700_000_000_000L, throughMillis))
        .containsExactly("hall");
    assertThat(server.labelValues("room", "humidity", 1_700_000_000_000L, throughMillis)).isEmpty();
  }

  @Test
  void blocksOnDiskAreAwaited() throws IOException {
    List<String> ulids = server.awaitBlocks(blocks -> blocks.size() == 2, Duration.ofSeconds(1));

    assertThat(ulids).hasSize(2);
    assertThatThrownBy(() -> server.awaitBlocks(List::isEmpty, Duration.ofMillis(1)))
        .hasMessageContaining(ulids.get(0))
        .hasMessageContaining("Server is ready to receive web requests");
  }

  @Test
  void aRefusalIsAnErrorThatSaysWhy() {
    assertThatThrownBy(
            () -> server.query("this is no expression", 0, (series, value, millis) -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("answered 400")
        .hasMessageContaining("parse error");
  }

  private static String room(String series) {
    return LabelSetText.parse(series).get("room");
  }
}
