package io.github.gfstoprometheus.cli;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.fixtures.SampleArchive;
import io.github.gfstoprometheus.testkit.geode.ArchiveGenerator;
import io.github.gfstoprometheus.testkit.geode.ArchiveShape;
import io.github.gfstoprometheus.testkit.geode.Jitter;
import io.github.gfstoprometheus.tsdb.block.Blocks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks of every option pass if the comparison is told how exact they are, and only then. */
class VerifyInexactBlocksTest {
  @TempDir private static Path archives;
  private static Path generated;

  @TempDir private Path directory;
  private Path data;

  @BeforeAll
  static void generate() throws IOException {
    generated = archives.resolve("generated.gfs");
    ArchiveGenerator.generate(
        generated,
        ArchiveShape.typical()
            .withSeries(100)
            .withShares(0.3, 0.4)
            .withChanges(0, 3)
            .withTicks(3000)
            .withClock(Instant.parse("2026-01-01T01:40:00Z"), Duration.ofSeconds(1), Jitter.MACOS));
  }

  @BeforeEach
  void nameData() {
    data = directory.resolve("data");
  }

  static Stream<String> exactness() {
    return Stream.of(
        "",
        "--timestamp-tolerance 1ms",
        "--timestamp-tolerance 10ms",
        "--timestamp-tolerance 100ms",
        "--thin 15s",
        "--thin 1m",
        "--thin 1h",
        "--thin 15s --timestamp-tolerance 1ms",
        "--thin 1m --timestamp-tolerance 100ms",
        "--thin 1h --timestamp-tolerance 10ms");
  }

  static Stream<String> writing() {
    return Stream.of(
        "",
        "--no-shared-chunks --block-range 10m",
        "--block-range 24h --samples-per-chunk 7",
        "--memory 1MB --jobs 3");
  }

  static Stream<List<String>> exactnessAndWriting() {
    return exactness().flatMap(exact -> writing().map(written -> List.of(exact, written)));
  }

  @ParameterizedTest
  @MethodSource("exactnessAndWriting")
  void aRealArchivePasses(List<String> options) {
    convert(SampleArchive.path(), options.get(0), options.get(1));

    assertThat(verify(SampleArchive.path(), options.get(0)).exits(0).json())
        .containsEntry("differences", 0);
  }

  @ParameterizedTest
  @MethodSource("exactnessAndWriting")
  void hoursOfAnArchivePass(List<String> options) {
    convert(generated, options.get(0), options.get(1));
    Map<String, Object> json = verify(generated, options.get(0)).exits(0).json();

    int leftOut = (int) json.getOrDefault("leftOut", 0);
    assertThat(json).containsEntry("differences", 0);
    assertThat((int) json.get("samples") + leftOut).isEqualTo(3001 * 100);
    assertThat(leftOut > 200_000).isEqualTo(options.get(0).contains("--thin"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--thin 1m|''",
        "--thin 1m|--thin 15s",
        "--thin 1h|--thin 1m",
        "--thin 1m|--timestamp-tolerance 100ms",
        "--timestamp-tolerance 10ms|''",
        "--timestamp-tolerance 10ms|--timestamp-tolerance 1ms",
        "--timestamp-tolerance 10ms|--thin 1h",
        "--thin 1m --timestamp-tolerance 10ms|--thin 1m",
        "--thin 1m --timestamp-tolerance 10ms|--thin 1m --timestamp-tolerance 1ms",
        "--thin 1m --timestamp-tolerance 10ms|--thin 15s --timestamp-tolerance 10ms",
      })
  void blocksThatAreLessExactThanToldFail(String written, String told) {
    convert(generated, written);

    assertThat((int) verify(generated, told).exits(1).json().get("differences")).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--thin 1m", "--timestamp-tolerance 10ms"})
  void blocksThatAreMoreExactThanToldPass(String told) {
    convert(generated, "");

    verify(generated, told).exits(0);
  }

  @ParameterizedTest
  @MethodSource("exactness")
  void anotherValueFails(String options) {
    Path archive = archive(5, 3).to(directory.resolve("a.gfs"));
    convert(archive, options);
    archive(5, 4).to(archive);

    assertThat(verify(archive, options).exits(1).json().get("firstDifferences"))
        .asString()
        .contains("archive 4.0, blocks 3.0");
  }

  @ParameterizedTest
  @MethodSource("exactness")
  void aBlockThatIsMissingFails(String options) throws IOException {
    convert(generated, options);
    Blocks.delete(data, Blocks.metas(data).get(1).ulid());

    assertThat((int) verify(generated, options).exits(1).json().get("differences"))
        .isGreaterThan(200);
  }

  @Test
  void whatWasLeftOutIsTold() {
    convert(generated, "--thin 1m");
    CommandRun run = run("verify", generated, "--thin 1m", "--data", data);

    assertThat(run.exits(0).output())
        .containsPattern("samples that are equal +\\d{2,3},\\d{3}\n")
        .containsPattern("left out \\(thinned\\) +\\d{3},\\d{3}\n")
        .containsPattern("samples that differ +0\n");
    assertThat(run("verify", generated, "", "--data", data).exits(1).output())
        .doesNotContain("left out");
  }

  /** A hundred ticks of one value, then a hundred of another. */
  private static HandmadeArchive archive(int before, int after) {
    return HandmadeArchive.begun()
        .type(1, "T", whole("n"))
        .create(1, "x", 1)
        .sample(1003, s -> s.set(1, 0, before))
        .samples(99, 1003)
        .sample(997, s -> s.set(1, 0, after))
        .samples(99, 999);
  }

  private void convert(Path archive, String... options) {
    run("convert", archive, String.join(" ", options), "--output", data).exits(0);
  }

  private CommandRun verify(Path archive, String options) {
    return run("verify", archive, options + " --json", "--data", data);
  }

  private static CommandRun run(
      String command, Path archive, String options, String dataOption, Path data) {
    List<Object> arguments = new ArrayList<>(List.of(command, archive, dataOption, data));
    options.lines().flatMap(line -> Stream.of(line.trim().split(" +", -1))).forEach(arguments::add);
    arguments.removeIf(argument -> argument.equals(""));
    return CommandRun.of(arguments.toArray());
  }
}
