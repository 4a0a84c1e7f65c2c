package io.github.gfstoprometheus.cli;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.fixtures.ForkedProgram;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.tsdb.block.Blocks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyMemoryTest {
  private static final int BLOCKS = 150;
  private static final int INSTANCES = 1000;
  private static final int TWO_HOURS_MILLIS = 7_200_000;

  @TempDir private Path directory;

  /** All indices together would take some 60 MB. */
  @Test
  void theIndicesOfAllBlocksNeedNotFitIntoMemory() throws Exception {
    Path archive = archive().to(directory.resolve("a.gfs"));
    Path data = directory.resolve("data");
    CommandRun.of("convert", archive, "--output", data).exits(0);
    assertThat(Blocks.list(data)).hasSizeGreaterThanOrEqualTo(BLOCKS);

    Path log = directory.resolve("log");
    Process run = ForkedProgram.start(log, List.of("-Xmx32m"), "verify", archive, "--data", data);

    assertThat(run.waitFor()).as("%s", Files.readString(log)).isZero();
  }

  /** Names are long so that indices are large while the archive has few series. */
  private static HandmadeArchive archive() {
    HandmadeArchive archive = HandmadeArchive.begun().type(1, "T", whole("n"));
    for (int id = 1; id <= INSTANCES; id++) {
      archive.create(id, "x".repeat(120) + id, 1);
    }
    return archive.samples(BLOCKS, TWO_HOURS_MILLIS);
  }
}
