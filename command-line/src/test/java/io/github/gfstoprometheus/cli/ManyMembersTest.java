package io.github.gfstoprometheus.cli;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.fixtures.ForkedProgram;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.tsdb.block.Blocks;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More members than a process may open files. */
class ManyMembersTest {
  private static final int MEMBERS = 300;

  @TempDir private Path directory;

  @Test
  void allAreConvertedWithFewOpenFiles() throws Exception {
    for (int member = 0; member < MEMBERS; member++) {
      for (int file = 1; file <= 3; file++) {
        HandmadeArchive.begunAt(HandmadeArchive.START_MILLIS + file * 100_000L + member)
            .type(1, "T", whole("n"))
            .create(1, "i" + member, 1)
            .samples(100, 1000)
            .to(directory.resolve("stats/member-" + member + "/stats-01-0" + file + ".gfs"));
      }
    }
    Path log = directory.resolve("log");
    Path data = directory.resolve("data");
    Process run =
        ForkedProgram.startWithFewFiles(
            log, "convert", directory.resolve("stats"), "-o", data, "--json");

    assertThat(run.waitFor()).as(Files.readString(log)).isZero();
    assertThat(Files.readString(log))
        .contains("\"archives\":900,")
        .contains("\"ticks\":90000,")
        .contains("\"problems\":[]");
    assertThat(Blocks.list(data)).hasSize(1);
  }
}
