package io.github.gfstoprometheus.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** How a sink is driven, what becomes of its failures, and how it ends. */
class SinkLoopTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final FailingSink sink = new FailingSink();
  private final RecordedTells tells = new RecordedTells();
  private final SinkLoop loop =
      new SinkLoop(sink, Duration.ofMillis(5), InstantSource.fixed(Instant.EPOCH), tells);

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long endNanos = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(endNanos);
      Thread.sleep(5);
    }
  }

  @Test
  void aSinkIsPolledAgainAndAgainAndFinishedAtTheEnd() throws Exception {
    loop.start();
    await(() -> sink.asked().size() > 3);
    assertThat(loop.isAlive()).isTrue();
    loop.stop();
    assertThat(loop.await(PATIENCE)).isTrue();
    List<String> asked = sink.asked();
    assertThat(asked).endsWith("poll", "finish");
    assertThat(asked.subList(0, asked.size() - 1)).containsOnly("poll");
    loop.close();
    assertThat(sink.asked()).endsWith("close");
    assertThat(tells.problems()).isEmpty();
  }

  @Test
  void aSinkThatFailsIsResetAndTriedAgain() throws Exception {
    sink.fail(new FileSystemException("/data/01ABC", null, "No space left on device"));
    loop.start();
    await(() -> sink.asked().size() >= 4);
    loop.stop();
    assertThat(loop.await(PATIENCE)).isTrue();
    assertThat(sink.asked()).startsWith("poll", "reset", "poll", "poll");
    assertThat(sink.figures().retries()).isEqualTo(1);
    assertThat(sink.figures().problems()).isEqualTo(1);
    assertThat(tells.problems())
        .containsExactly(
            "/data/01ABC: No space left on device; what was not published is read again");
  }

  @Test
  void aSinkThatCannotBeResetIsNotPolledBeforeItIs() throws Exception {
    sink.fail(
        new UncheckedIOException(new IOException("the disk is gone")),
        new IOException("still gone"),
        new FailingSink.Success());
    loop.start();
    await(() -> sink.asked().size() >= 4);
    loop.stop();
    assertThat(loop.await(PATIENCE)).isTrue();
    assertThat(sink.asked()).startsWith("poll", "reset", "reset", "poll");
    assertThat(tells.problems()).hasSize(2);
  }

  @Test
  void whatCannotBeResetIsNotFinishedEither() throws Exception {
    loop.stop();
    sink.fail(new IOException("gone"), new IOException("still gone"));
    loop.start();
    assertThat(loop.await(PATIENCE)).isFalse();
    assertThat(sink.asked()).containsExactly("poll", "reset");
    assertThat(tells.problems()).hasSize(2);
  }

  @Test
  void anEndThatFailsIsNoEndWithAllPublished() throws Exception {
    loop.stop();
    sink.fail(new FailingSink.Success(), new IOException("no space"));
    loop.start();
    assertThat(loop.await(PATIENCE)).isFalse();
    assertThat(sink.asked()).containsExactly("poll", "finish");
    assertThat(tells.problems()).singleElement().asString().startsWith("no space");
  }

  @Test
  void anEndThatTakesTooLongIsBrokenOff() throws Exception {
    loop.stop();
    sink.stickAtEnd();
    loop.start();
    assertThat(loop.await(Duration.ofMillis(100))).isFalse();
    assertThat(sink.asked()).containsExactly("poll", "finish", "breakOff");
    assertThat(loop.isAlive()).isFalse();
  }
}
