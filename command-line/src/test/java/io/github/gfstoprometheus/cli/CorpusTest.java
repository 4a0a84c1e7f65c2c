package io.github.gfstoprometheus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  /** The clocks of real members stall and catch up: ticks can be closer than the tolerance. */
  @ParameterizedTest
  @MethodSource("archives")
  void inexactBlocksPassForWhatTheyAre(Path archive) {
    for (String thin : List.of("0s", "15s", "1h")) {
      for (String tolerance : List.of("1ms", "100ms")) {
        Path blocks = data.resolve(thin + "-" + tolerance);
        String[] exactness = {"--thin", thin, "--timestamp-tolerance", tolerance};
        int converted = run("convert", archive, blocks, "--quiet", exactness).exitCode();
        assertThat(converted).isIn(0, 3);

        CommandRun verified = run("verify", archive, blocks, "--json", exactness);
        assertThat(verified.exits(converted).json()).containsEntry("differences", 0);
      }
    }
  }

  private static CommandRun run(
      String command, Path archive, Path blocks, String output, String... exactness) {
    List<Object> arguments = new ArrayList<>(List.of(command, archive, "-o", blocks, output));
    arguments.addAll(List.of(exactness));
    return CommandRun.of(arguments.toArray());
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
