package io.github.gfstoprometheus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.export.ExportedArchives;
import io.github.gfstoprometheus.fixtures.FaultyReceiver;
import io.github.gfstoprometheus.fixtures.FaultyReceiver.Fault;
import io.github.gfstoprometheus.fixtures.ForkedProgram;
import io.github.gfstoprometheus.fixtures.SeriesSamples;
import io.github.gfstoprometheus.testkit.geode.ArchiveGenerator;
import io.github.gfstoprometheus.testkit.geode.ArchiveShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is pushed, what is told meanwhile, and how it ends. */
class PushCommandTest {
  private static final int SIGTERM = 143;

  @TempDir private Path directory;
  private Path archive;
  private FaultyReceiver receiver;

  @BeforeEach
  void start() throws IOException {
    archive = directory.resolve("server-1.gfs");
    ArchiveGenerator.generate(archive, ArchiveShape.typical().withSeries(200).withTicks(300));
    receiver = FaultyReceiver.start();
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  private SeriesSamples converted() throws IOException {
    return ExportedArchives.converted(directory, directory.resolve("data"), "");
  }

  @Test
  void severalMembersArriveAsTheyAreConvertedAndFiguresAreTold() throws IOException {
    Path other = directory.resolve("server-2.gfs");
    ArchiveGenerator.generate(
        other, ArchiveShape.typical().withSeries(150).withTicks(200).withSeed(2));
    CommandRun run = CommandRun.of("push", directory, "--url", receiver.address()).exits(0);
    receiver.samples().demandEqual(converted());
    assertThat(run.output())
        .contains("samples")
        .contains("requests")
        .contains("bytes sent")
        .containsPattern("remote write +2.0");
  }

  @Test
  void programsAreToldTheSameFigures() throws IOException {
    receiver.then(Fault.SERVER_ERROR);
    Map<String, Object> json =
        CommandRun.of("push", archive, "--remote-write", receiver.address(), "--json")
            .exits(0)
            .json();
    assertThat(json)
        .containsEntry("samples", (int) converted().count())
        .containsEntry("rejected", 0)
        .containsEntry("retries", 1)
        .containsEntry("url", receiver.address().toString());
  }

  @Test
  void whatIsRefusedIsToldOnceWithTheReceiversWordsAndAWayOut() {
    receiver.then(Fault.WRONG, Fault.WRONG);
    CommandRun run = CommandRun.of("push", archive, "--url", receiver.address()).exits(3);
    assertThat(run.errors().lines())
        .singleElement()
        .asString()
        .contains("HTTP 400: label name is too long")
        .contains("from 2026-01-01T00:00:0");
    assertThat(run.output()).containsPattern("rejected +[0-9,]+: HTTP 400: label name is too long");
    CommandRun quiet = CommandRun.of("push", archive, "--url", receiver.address(), "-q").exits(3);
    assertThat(quiet.output()).isEmpty();
    assertThat(quiet.errors()).contains("HTTP 400: out of order sample");
  }

  @Test
  void optionsChooseNameAndThinAsOfExport() throws IOException {
    CommandRun.of("push", archive, "--url", receiver.address(), "--every", "10s", "--prefix", "g_")
        .exits(0);
    receiver
        .samples()
        .demandEqual(
            ExportedArchives.converted(
                archive, directory.resolve("data"), "--every 10s --prefix g_"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "| --remote-write URL is missing",
        "--url localhost:9090 | without http:// or https://",
        "--url http://localhost:9090 | without a path",
        "--url http://x/w --header nonsense | without a colon",
        "--url http://x/w --header Authorization:x | use --bearer-token-file",
        "--url http://x/w --header Host:x | HTTP allows no header such as this one: Host",
        "--url http://x/w --remote-write-version 3 | expected auto, 1 or 2, found 3",
        "--url http://x/w --shards 0 | at least 1 is possible",
        "--url http://x/w --tls-cert c.pem | --tls-cert and --tls-key go together",
        "--url http://x/w --basic-auth-user u | --basic-auth-password-file go together",
        "--url http://u:p@x/w --bearer-token-file t | found several",
        "--url http://x/w --batch 10ms | at least 1s is possible"
      })
  void whatGoesWrongOnTheCommandLineIsToldWithAWayOut(String options, String expected) {
    List<Object> arguments = new ArrayList<>(List.of("push", archive));
    if (options != null) {
      arguments.addAll(List.of(options.split(" ")));
    }
    CommandRun run = CommandRun.of(arguments.toArray()).exits(2);
    assertThat(run.errors()).contains(expected).doesNotContain("u:p@");
  }

  @Test
  void aReceiverThatIsNotThereIsAnErrorAtOnceWithoutThePassword() {
    String address = receiver.address().toString().replace("http://", "http://me:sesame@");
    receiver.close();
    CommandRun run = CommandRun.of("push", archive, "--url", address).exits(1);
    assertThat(run.errors()).contains("cannot be reached").doesNotContain("sesame");
  }

  @Test
  void anInterruptedPushSaysFromWhereOnItCanBeCarriedOn() throws Exception {
    ArchiveGenerator.generate(archive, ArchiveShape.typical().withSeries(300).withTicks(20_000));
    SeriesSamples expected = converted();
    Path log = directory.resolve("log");
    Process run = ForkedProgram.start(log, List.of(), "push", archive, "--url", receiver.address());
    while (receiver.sampleCount() < 100_000) {
      assertThat(run.isAlive()).as(Files.readString(log)).isTrue();
      Thread.sleep(5);
    }
    run.destroy();
    assertThat(run.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).as(Files.readString(log)).isEqualTo(SIGTERM);
    assertThat(receiver.sampleCount()).isLessThan(expected.count());
    Matcher told = Pattern.compile("--start (\\S+) sends the rest").matcher(Files.readString(log));
    assertThat(told.find()).as(Files.readString(log)).isTrue();
    CommandRun.of("push", archive, "--url", receiver.address(), "--start", told.group(1), "-q");
    receiver.samples().demandEqual(expected);
  }

  @Test
  void aPushThatWaitsForItsReceiverEndsWithinSeconds() throws Exception {
    receiver.then(Fault.NONE, Fault.NONE, Fault.NONE, Fault.NONE);
    for (int i = 0; i < 100; i++) {
      receiver.then(Fault.SILENCE_AFTER_ACCEPTING);
    }
    Path log = directory.resolve("log");
    Process run = ForkedProgram.start(log, List.of(), "push", archive, "--url", receiver.address());
    while (receiver.log().size() < 7) {
      assertThat(run.isAlive()).as(Files.readString(log)).isTrue();
      Thread.sleep(5);
    }
    run.destroy();
    assertThat(run.waitFor(8, TimeUnit.SECONDS)).as(Files.readString(log)).isTrue();
    assertThat(Files.readString(log)).contains("interrupted");
  }
}
