package io.github.gfstoprometheus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives of many products and versions, converted and verified. */
@EnabledIfEnvironmentVariable(
    named = CorpusTest.CORPUS,
    matches = ".+",
    disabledReason = "GFS_CORPUS names no directory with archives")
class CorpusTest {
  static final String CORPUS = "GFS_CORPUS";

  @TempDir private Path data;

  @ParameterizedTest
  @MethodSource("archives")
  void theBlocksHoldWhatTheArchiveSays(Path archive) {
    int converted = CommandRun.of("convert", archive, "--quiet", "--output", data).exitCode();
    assertThat(converted).isIn(0, 3);

    CommandRun verified = CommandRun.of("verify", archive, "--json", "--data", data);
    Map<String, Object> json = verified.exits(converted).json();
    assertThat(json).containsEntry("differences", 0);
    assertThat((int) json.get("ticks")).isPositive();
  }

  static Stream<Path> archives() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(System.getenv(CORPUS)))) {
      return files
          .filter(file -> file.getFileName().toString().matches(".*\\.(gfs|gz)"))
          .sorted()
          .toList()
          .stream();
    }
  }
}
