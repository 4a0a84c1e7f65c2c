package io.github.gfstoprometheus.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.testkit.prometheus.Promtool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of examples/alerts.yml, by promtool. */
class AlertsTest {
  private static final Path ALERTS = Path.of("..", "examples", "alerts.yml");
  private static final Path DOCUMENT = Path.of("..", "docs", "operation.md");
  private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");

  @TempDir private Path directory;

  @Test
  void theRulesAreSound() throws IOException {
    Promtool.checkRules(ALERTS);
  }

  @Test
  void eachAlertIsDocumented() throws IOException {
    assertThat(ALERT.matcher(Files.readString(ALERTS)).results().map(this::row).toList())
        .hasSize(4)
        .allSatisfy(row -> assertThat(DOCUMENT).content().contains(row));
  }

  private String row(MatchResult alert) {
    return "\n| `" + alert.group(1) + "` | ";
  }

  @Test
  void aWatchThatKeepsUpGivesNoAlert() throws IOException {
    Promtool.testRules(
        tests(
            """
            up{job="gfs-to-prometheus"}: 1x20
            gfs_to_prometheus_scan_timestamp_seconds: 0+60x20
            gfs_to_prometheus_archive_lag_seconds{sink="blocks", member="a"}: 1x20
            gfs_to_prometheus_archive_unread_bytes{sink="blocks", member="a"}: 500x20
            gfs_to_prometheus_rejected_samples_total{sink="remote_write"}: 7x20
            """,
            "20m",
            ""));
  }

  @Test
  void aWatchThatCannotBeScrapedHasStopped() throws IOException {
    String series = "up{job=\"gfs-to-prometheus\"}: 1 0x20\n";

    Promtool.testRules(tests(series, "2m", ""));
    Promtool.testRules(tests(series, "3m", "GfsWatchStopped"));
  }

  @Test
  void aWatchThatDoesNotScanHasStopped() throws IOException {
    String series =
        """
        up{job="gfs-to-prometheus"}: 1x20
        gfs_to_prometheus_scan_timestamp_seconds: 0x20
        """;

    Promtool.testRules(tests(series, "4m", ""));
    Promtool.testRules(tests(series, "6m", "GfsWatchStopped"));
  }

  @Test
  void bytesThatAreNotReadTellAWatchThatIsBehindFromAMemberThatIsSilent() throws IOException {
    String lag =
        "gfs_to_prometheus_archive_lag_seconds{sink=\"remote_write\", member=\"a\"}: 0+60x20\n";
    String unread = "gfs_to_prometheus_archive_unread_bytes{sink=\"remote_write\", member=\"a\"}: ";

    Promtool.testRules(tests(lag + unread + "900000x20\n", "7m", ""));
    Promtool.testRules(tests(lag + unread + "900000x20\n", "8m", "GfsWatchBehind"));
    Promtool.testRules(tests(lag + unread + "900x20\n", "8m", "GfsMemberSilent"));
  }

  @Test
  void samplesThatAreRefusedAreAnAlertAtOnce() throws IOException {
    String series = "gfs_to_prometheus_rejected_samples_total{sink=\"remote_write\"}: 0x5 8x30\n";

    Promtool.testRules(tests(series, "5m", ""));
    Promtool.testRules(tests(series, "6m", "GfsSamplesLost"));
    Promtool.testRules(tests(series, "25m", ""));
  }

  /**
   * Tests for promtool: series a minute, and the only alert that fires at a time.
   *
   * @param series on each line one and its values, with a colon between them
   * @param alert its name, or empty
   */
  private Path tests(String series, String time, String alert) throws IOException {
    StringBuilder tests = new StringBuilder();
    tests.append("rule_files: ['").append(ALERTS.toAbsolutePath()).append("']\n");
    tests.append("evaluation_interval: 1m\ntests:\n- interval: 1m\n  input_series:\n");
    for (String line : series.lines().toList()) {
      int colon = line.lastIndexOf(": ");
      tests.append("  - series: '").append(line, 0, colon).append("'\n");
      tests.append("    values: '").append(line.substring(colon + 2)).append("'\n");
    }
    tests.append("  promql_expr_test:\n");
    tests.append("  - expr: count by (alertname) (ALERTS{alertstate=\"firing\"})\n");
    tests.append("    eval_time: ").append(time).append('\n');
    if (!alert.isEmpty()) {
      tests.append("    exp_samples:\n    - labels: '{alertname=\"").append(alert);
      tests.append("\"}'\n      value: 1\n");
    }
    return Files.writeString(directory.resolve("tests.yml"), tests);
  }
}
