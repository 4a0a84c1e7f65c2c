package io.github.gfstoprometheus.watch;

import static io.github.gfstoprometheus.watch.WatchedArchives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gfstoprometheus.fixtures.RunningWatch;
import io.github.gfstoprometheus.testkit.geode.SimulatedMember;
import io.github.gfstoprometheus.testkit.geode.Tearing;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A disk for blocks that is full for a while; it needs the right to mount one of eight MB. */
@Execution(ExecutionMode.CONCURRENT) // it mostly waits
class FullDiskWatchTest {
  @TempDir private Path directory;

  private WatchedArchives archives;
  private boolean isMounted;

  @BeforeEach
  void mount() throws Exception {
    archives = new WatchedArchives(directory);
    Files.createDirectories(archives.data());
    isMounted =
        run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", archives.data().toString()) == 0;
    assumeTrue(isMounted, "this user cannot mount a small disk");
  }

  @AfterEach
  void unmount() throws Exception {
    if (isMounted) {
      run("umount", "--lazy", archives.data().toString());
    }
  }

  @Test
  void theWatchGoesOnByItselfWhenThereIsRoomAgain() throws Exception {
    Path filler = archives.data().resolve("filler");
    try (SimulatedMember member = archives.member("server-1", Tearing.SPLIT);
        RunningWatch watch = archives.watch()) {
      sample(member, 60);
      archives.awaitPublished(watch, member);
      fill(filler);
      for (int roll = 0; roll < 3; roll++) {
        sample(member, 60);
        member.roll(member.lastMillis() + 1);
        // Several times it finds the disk full.
        Thread.sleep(1500);
        assertThat(watch.isAlive()).as(watch.log()).isTrue();
      }
      assertThat(watch.log()).contains("No space left on device");
      Files.delete(filler);
      sample(member, 10);
      archives.awaitPublished(watch, member);
      watch.stop();
    }
    archives.demandAll();
    assertThat(archives.data().toFile().list()).noneMatch(name -> name.contains("tmp"));
  }

  /** To the last byte. */
  private static void fill(Path filler) throws IOException {
    try (OutputStream out = Files.newOutputStream(filler)) {
      for (int size = 1 << 16; size > 0; ) {
        try {
          out.write(new byte[size]);
        } catch (IOException e) {
          size /= 2;
        }
      }
    }
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
