package io.github.gfstoprometheus.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.durable.DirectoryLock;
import io.github.gfstoprometheus.fixtures.DirectoryContent;
import io.github.gfstoprometheus.fixtures.FaultyReceiver;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.fixtures.SampleArchive;
import io.github.gfstoprometheus.fixtures.SeriesSamples;
import io.github.gfstoprometheus.tsdb.block.Blocks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a watch says and where it puts things, as far as one look is enough to see it. */
class WatchCommandTest {
  @TempDir private Path directory;
  private Path live;
  private Path data;
  private Path archive;
  private HandmadeArchive content;

  /** Later than all archives: what is of the future waits. */
  private Instant now = Instant.parse("2050-01-01T00:00:00Z");

  @BeforeEach
  void write() {
    live = directory.resolve("live");
    data = directory.resolve("data");
    archive = live.resolve("server-1/stats.gfs");
    content =
        HandmadeArchive.begun()
            .type(1, "Things", HandmadeArchive.whole("count"))
            .create(1, "one", 1)
            .samples(10, 1000);
    content.to(archive);
  }

  private CommandRun once(Object... options) {
    List<Object> arguments = new ArrayList<>(List.of("watch", live, "--once"));
    arguments.addAll(List.of(options));
    return later(arguments.toArray());
  }

  /** Runs the program at a time that no run had before, so that blocks have other names. */
  private CommandRun later(Object... arguments) {
    now = now.plusSeconds(60);
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    Environment environment =
        new Environment(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(output, true, UTF_8),
            output,
            new PrintStream(errors, true, UTF_8),
            Optional.empty(),
            InstantSource.fixed(now),
            new SplittableRandom(1));
    int exitCode =
        Main.run(
            environment, Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    return new CommandRun(exitCode, output.toString(UTF_8), errors.toString(UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--no-zero | --no-zero is for archives that are finished",
        "- | - is for stream, export and push: a watch follows files and directories",
        "--poll-interval 0ms | --poll-interval: at least 10ms is possible",
        "--poll-interval 9ms | --poll-interval: at least 10ms is possible",
        "--flush-interval 0ms | --flush-interval: at least 10ms is possible",
        "--remote-write localhost:9090 | without http:// or https:// and a host",
        "--remote-write http://u:p@localhost:9090 | without a path: http://localhost:9090",
        "--remote-write http://[oops/w | found one with a fault at character",
        "--listen nowhere | is not [HOST]:PORT",
        "--log-format xml | --log-format",
        "--header x:y --remote-write http://x/w --basic-auth-user me | go together"
      })
  void whatGoesWrongOnTheCommandLineIsToldWithAWayOut(String options, String expected)
      throws IOException {
    Map<String, String> before = DirectoryContent.of(directory);
    List<Object> arguments = new ArrayList<>(List.of("--output", data));
    arguments.addAll(List.of(options.split(" ")));
    CommandRun run = once(arguments.toArray()).exits(2);
    assertThat(run.errors())
        .contains(expected)
        .contains("Try 'gfs-to-prometheus watch --help'")
        .doesNotContain("u:p@");
    assertThat(run.output()).isEmpty();
    assertThat(DirectoryContent.of(directory)).isEqualTo(before);
  }

  @Test
  void withoutAnArchiveToFollowTheCommandLineIsWrong() {
    assertThat(CommandRun.of("watch").exits(2).errors()).contains("Try 'gfs-to-prometheus watch");
  }

  @Test
  void onceAgainPublishesWhatIsNewAndNothingElse() throws IOException {
    assertThat(once("--output", data).exits(0).output())
        .containsPattern("members +1\n")
        .containsPattern("archives +1\n")
        .containsPattern("blocks: ticks +10\n")
        .containsPattern("blocks: samples +10\n")
        .containsPattern("blocks: published +1\n")
        .doesNotContain("problems", "retries");
    Map<String, String> published = DirectoryContent.ofBlocks(data);
    assertThat(once("--output", data).exits(0).output())
        .containsPattern("blocks: samples +0\n")
        .containsPattern("blocks: published +0\n");
    assertThat(DirectoryContent.ofBlocks(data)).isEqualTo(published);
    content.samples(5, 1000).to(archive);
    assertThat(once("--output", data).exits(0).output()).containsPattern("blocks: samples +5\n");
    assertThat(SeriesSamples.ofBlocks(data).count()).isEqualTo(15);
    assertThat(Blocks.list(data)).hasSize(1);
  }

  @Test
  void theSampleGivesTheSeriesOfConvert() throws IOException {
    Path converted = directory.resolve("converted");
    CommandRun.of("convert", SampleArchive.path(), "--output", converted, "-q").exits(0);
    later("watch", SampleArchive.path(), "--output", data, "--once", "-q").exits(0);
    assertThat(SeriesSamples.ofBlocks(data).labels())
        .isEqualTo(SeriesSamples.ofBlocks(converted).labels());
    assertThat(SeriesSamples.ofBlocks(data).withoutMarkers().count())
        .isEqualTo(SeriesSamples.ofBlocks(converted).withoutMarkers().count());
  }

  @Test
  void theAliasIsTheSameCommand() throws IOException {
    CommandRun.of("watch-stream", live, "--output", data, "--once").exits(0);
    assertThat(SeriesSamples.ofBlocks(data).count()).isEqualTo(10);
    assertThat(CommandRun.of("watch-stream", "--help").exits(0).output())
        .contains("Follows archives that members are still writing");
  }

  @Test
  void programsAreToldTheFigures() {
    Map<String, Object> json = once("--output", data, "--json").exits(0).json();
    assertThat(json).containsEntry("members", 1).containsEntry("archives", 1);
    assertThat(json).containsKeys("seconds", "peakMemoryMegabytes");
    assertThat((List<?>) json.get("sinks"))
        .singleElement()
        .satisfies(
            sink ->
                assertThat(((Map<?, ?>) sink).toString())
                    .contains("sink=blocks", "ticks=10", "samples=10", "publications=1")
                    .contains("rejectedSamples=0", "retries=0", "problems=0"));
  }

  @Test
  void quietTellsProblemsAlone() {
    CommandRun fine = once("--output", data, "--quiet").exits(0);
    assertThat(fine.output() + fine.errors()).isEmpty();
    content.damage(99, 99).to(archive);
    CommandRun damaged = once("--output", data, "--quiet").exits(3);
    assertThat(damaged.output()).isEmpty();
    assertThat(damaged.errors()).startsWith("problem: ").contains("stats.gfs");
  }

  @Test
  void eventsCanBeObjects() {
    content.damage(99, 99).to(archive);
    CommandRun run = once("--output", data, "--log-format", "json").exits(3);
    assertThat(run.errors().lines()).isNotEmpty().allMatch(line -> line.startsWith("{\""));
    assertThat(run.errors()).contains("\"event\":\"archive_found\"", "\"event\":\"archive\"");
  }

  @Test
  void aSecondWatchIntoOneDirectoryIsRefused() throws IOException {
    Closeable other = DirectoryLock.take(data);
    CommandRun run = once("--output", data).exits(1);
    assertThat(run.errors()).contains(data + ": another run is writing there");
    other.close();
    once("--output", data).exits(0);
  }

  @Test
  void aSecondWatchOfOneReceiverIsRefusedByItsState() throws IOException {
    Path state = directory.resolve("state");
    Closeable other = DirectoryLock.take(state);
    CommandRun run = once("--remote-write", "http://localhost:9/w", "--state", state).exits(1);
    assertThat(run.errors()).contains(state + ": another run is writing there");
    other.close();
  }

  @Test
  void blocksAndRequestsCanBeHadAtOnceAndEachIsRememberedBesideTheBlocks() throws IOException {
    try (FaultyReceiver receiver = FaultyReceiver.start()) {
      Object[] both = {"--output", data, "--remote-write", receiver.address()};
      assertThat(once(both).exits(0).output())
          .containsPattern("blocks: samples +10\n")
          .containsPattern("remote write: samples +10\n");
      assertThat(once(both).exits(0).output())
          .containsPattern("blocks: samples +0\n")
          .containsPattern("remote write: samples +0\n");
      receiver.samples().demandEqual(SeriesSamples.ofBlocks(data));
    }
    assertThat(data.resolve("gfs-to-prometheus.remote-write.json")).exists();
  }

  @Test
  void whatFailsInOnePlaceIsPublishedInTheOther() throws IOException {
    Path inTheWay = Files.createDirectories(data.resolve("gfs-to-prometheus.watch.json.next"));
    try (FaultyReceiver receiver = FaultyReceiver.start()) {
      CommandRun run = once("--output", data, "--remote-write", receiver.address()).exits(1);
      assertThat(run.errors()).contains(inTheWay.toString());
      assertThat(Blocks.list(data)).isEmpty();
      assertThat(receiver.sampleCount()).isEqualTo(10);
    }
  }

  @Test
  void withAReceiverAloneNoBlocksAreWritten() throws IOException {
    Path state = directory.resolve("state");
    try (FaultyReceiver receiver = FaultyReceiver.start()) {
      once("--remote-write", receiver.address(), "--state", state).exits(0);
      assertThat(receiver.sampleCount()).isEqualTo(10);
    }
    assertThat(Blocks.list(state)).isEmpty();
    assertThat(Path.of("data")).doesNotExist();
  }

  @Test
  void theStateOfAnotherReceiverIsRefused() throws IOException {
    Path state = directory.resolve("state");
    try (FaultyReceiver first = FaultyReceiver.start();
        FaultyReceiver second = FaultyReceiver.start()) {
      once("--remote-write", first.address(), "--state", state).exits(0);
      CommandRun run = once("--remote-write", second.address(), "--state", state).exits(1);
      assertThat(run.errors())
          .contains("expected what is published to " + second.address())
          .contains("found " + first.address())
          .contains("give each target a directory of its own (--state)");
      assertThat(second.sampleCount()).isZero();
      once("--remote-write", first.address(), "--state", state).exits(0);
      assertThat(first.sampleCount()).isEqualTo(10);
    }
  }

  @Test
  void aCheckpointThatIsBrokenEndsTheRunAndStaysAsItIs() throws IOException {
    once("--output", data).exits(0);
    Path checkpoint = data.resolve("gfs-to-prometheus.watch.json");
    Files.writeString(checkpoint, "{\"version\"");
    CommandRun run = once("--output", data).exits(1);
    assertThat(run.errors()).contains(checkpoint.toString()).contains("restore the file");
    assertThat(checkpoint).hasContent("{\"version\"");
  }

  @Test
  void withoutAPlaceForItAllGoesIntoADirectoryDataHere() throws Exception {
    Path log = directory.resolve("log");
    Process run =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "watch",
                live.toString(),
                "--once")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).as(Files.readString(log)).isZero();
    assertThat(SeriesSamples.ofBlocks(directory.resolve("data")).count()).isEqualTo(10);
  }
}
