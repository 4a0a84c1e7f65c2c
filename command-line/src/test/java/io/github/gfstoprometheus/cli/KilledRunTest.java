package io.github.gfstoprometheus.cli;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.fixtures.DirectoryContent;
import io.github.gfstoprometheus.fixtures.ForkedProgram;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.fixtures.HandmadeArchive.Statistic;
import io.github.gfstoprometheus.fixtures.SampleLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program is really killed, at moments that the machine chooses. */
class KilledRunTest {
  private static final int KILLS = 3;
  private static final int MAX_RUNS = 30;
  private static final int HOURS = 60;

  @TempDir private Path directory;

  @Test
  void afterAKillTheNextRunGivesWhatAnUndisturbedOneGives() throws Exception {
    Path archive = archive().to(directory.resolve("a.gfs"));
    Path undisturbed = directory.resolve("undisturbed");
    CommandRun.of("convert", archive, "--output", undisturbed).exits(0);
    SplittableRandom random = new SplittableRandom();
    int delayMillis = 120;
    int killedAtWork = 0;

    for (int number = 0; killedAtWork < KILLS; number++) {
      assertThat(number).as("runs of which %d met a kill", killedAtWork).isLessThan(MAX_RUNS);
      Path data = Files.createDirectory(directory.resolve("data-" + number));
      Process run = ForkedProgram.start(log(), List.of(), "convert", archive, "-o", data);
      awaitFirstBlock(data, run);
      run.waitFor(random.nextLong(delayMillis), TimeUnit.MILLISECONDS);
      run.destroyForcibly().waitFor();
      boolean complete = Files.readString(ledger(data)).contains("\"state\" : \"COMPLETE\"");
      if (complete) {
        delayMillis = Math.max(1, delayMillis / 2); // too late for this machine
      } else {
        killedAtWork++;
      }

      CommandRun.of("convert", archive, "--output", data).exits(0);

      if (complete) {
        assertThat(SampleLog.ofBlocks(data).bySeries())
            .isEqualTo(SampleLog.ofBlocks(undisturbed).bySeries());
      } else {
        assertThat(DirectoryContent.inTime(data)).isEqualTo(DirectoryContent.inTime(undisturbed));
        assertThat(Files.readString(ledger(data))).contains("\"state\" : \"COMPLETE\"");
        assertThat(data.toFile().list()).noneMatch(name -> name.contains("tmp"));
      }
      CommandRun.of("verify", archive, "--data", data).exits(0);
    }
  }

  private void awaitFirstBlock(Path data, Process run) throws IOException, InterruptedException {
    while (!Files.exists(ledger(data))) {
      assertThat(run.isAlive()).as("%s", log()).isTrue();
      Thread.sleep(2);
    }
  }

  /** Sixty hours, so that there are many blocks: the run takes its time. */
  private static HandmadeArchive archive() {
    Statistic[] statistics =
        IntStream.range(0, 50).mapToObj(i -> whole("n" + i)).toArray(Statistic[]::new);
    HandmadeArchive archive =
        HandmadeArchive.begun().type(1, "T", statistics).create(1, "a", 1).create(2, "b", 1);
    for (int hour = 0; hour < HOURS; hour++) {
      int value = hour;
      archive.sample(3_600_000, s -> s.set(1, value % 50, value));
    }
    return archive;
  }

  private Path log() {
    return directory.resolve("log");
  }

  private static Path ledger(Path data) {
    return data.resolve("gfs-to-prometheus.json");
  }
}
