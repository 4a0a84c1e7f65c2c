package io.github.gfstoprometheus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.fixtures.BlockTimes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** All archives of many products and versions as one cluster, in one command. */
@EnabledIfEnvironmentVariable(
    named = CorpusTest.CORPUS,
    matches = ".+",
    disabledReason = "GFS_CORPUS names no directory with archives")
class ClusterCorpusTest {
  private static final int ROLLED_FILES = 2;

  @TempDir private Path data;

  @Test
  void theCorpusIsConvertedAsOneClusterAndVerified() throws IOException {
    Path corpus = Path.of(System.getenv(CorpusTest.CORPUS));
    long archives = CorpusTest.archives().count();

    CommandRun run = CommandRun.of("convert", corpus, "--json", "--output", data);
    assertThat(run.exitCode()).as(run.errors()).isIn(0, 3);
    List<Map<String, Object>> members = members(run.json());
    assertThat(members).hasSizeGreaterThanOrEqualTo(3);
    assertThat(members.stream().map(member -> member.get("member"))).doesNotHaveDuplicates();
    assertThat(members.stream().mapToInt(member -> archives(member).size()).sum())
        .isEqualTo((int) archives);
    assertThat(members)
        .filteredOn(member -> archives(member).size() == ROLLED_FILES)
        .as("members that rolled")
        .isNotEmpty();

    assertThat(BlockTimes.overlaps(data)).isEmpty();
    Map<String, Object> verified =
        CommandRun.of("verify", corpus, "--json", "--data", data).exits(run.exitCode()).json();
    assertThat(verified)
        .containsEntry("differences", 0)
        .containsEntry("members", members.size())
        .containsEntry("ticks", run.json().get("ticks"));
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> members(Map<String, Object> json) {
    return (List<Map<String, Object>>) json.get("members");
  }

  @SuppressWarnings("unchecked")
  private static List<String> archives(Map<String, Object> member) {
    return (List<String>) member.get("archives");
  }
}
