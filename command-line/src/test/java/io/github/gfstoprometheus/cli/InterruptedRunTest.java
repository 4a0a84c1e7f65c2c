package io.github.gfstoprometheus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.fixtures.DirectoryContent;
import io.github.gfstoprometheus.fixtures.ForkedProgram;
import io.github.gfstoprometheus.testkit.geode.ArchiveGenerator;
import io.github.gfstoprometheus.testkit.geode.ArchiveShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user who ends a run with a signal, and starts it again. */
class InterruptedRunTest {
  private static final int SIGTERM = 143;

  @TempDir private Path directory;

  @Test
  void anInterruptedRunEndsAtAWholeBlockAndTheNextCarriesOn() throws Exception {
    Path archive = directory.resolve("a.gfs");
    ArchiveGenerator.generate(archive, ArchiveShape.typical().withSeries(300).withTicks(500_000));
    Path data = directory.resolve("data");
    Path log = directory.resolve("log");
    Process run = ForkedProgram.start(log, List.of(), "convert", archive, "-o", data);
    awaitBlocks(data, run);
    run.destroy();
    assertThat(run.waitFor()).as(Files.readString(log)).isEqualTo(SIGTERM);

    String told = Files.readString(log);
    assertThat(told).contains("interrupted: all samples before ").contains("carries on from there");
    assertThat(DirectoryContent.ofBlocks(data).keySet()).noneMatch(name -> name.contains("tmp"));
    CommandRun again = CommandRun.of("convert", archive, "-o", data, "--json").exits(0);
    Map<String, Object> json = again.json();
    assertThat(told).contains(Instant.ofEpochMilli((long) json.get("carriedOnMillis")).toString());

    Path undisturbed = directory.resolve("undisturbed");
    CommandRun.of("convert", archive, "-o", undisturbed, "-q").exits(0);
    assertThat(DirectoryContent.inTime(data))
        .isEqualTo(DirectoryContent.inTime(undisturbed))
        .hasSizeGreaterThan(50);
  }

  private static void awaitBlocks(Path data, Process run) throws IOException, InterruptedException {
    while (!Files.exists(data.resolve("gfs-to-prometheus.json"))) {
      assertThat(run.isAlive()).isTrue();
      Thread.sleep(2);
    }
  }
}
