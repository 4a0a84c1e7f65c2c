package io.github.gfstoprometheus.cli;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.START_MILLIS;
import static io.github.gfstoprometheus.fixtures.HandmadeArchive.real;
import static io.github.gfstoprometheus.fixtures.HandmadeArchive.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.fixtures.SampleArchive;
import io.github.gfstoprometheus.tsdb.block.BlockBuilder;
import io.github.gfstoprometheus.tsdb.block.BlockListener;
import io.github.gfstoprometheus.tsdb.block.BlockPolicy;
import io.github.gfstoprometheus.tsdb.block.Blocks;
import io.github.gfstoprometheus.tsdb.block.Ulid;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
  private static final LabelSet SERIES =
      LabelSet.of(
          Map.of(
              "__name__", "gemfire_n",
              "category", "T",
              "exported_instance", "x",
              "instance", "a",
              "member", "a",
              "job", "gemfire",
              "cluster", "gemfire"));

  @TempDir private Path directory;

  @Test
  void aFreshConversionOfARealArchivePasses() {
    CommandRun.of("convert", SampleArchive.path(), "--output", data()).exits(0);
    CommandRun run = CommandRun.of("verify", SampleArchive.path(), "--data", data()).exits(0);

    CommandRun.of("verify", SampleArchive.path(), "-o", data()).exits(0);
    CommandRun.of("verify", SampleArchive.path(), "--output", data()).exits(0);

    assertThat(run.errors()).isEmpty();
    assertThat(run.output())
        .containsPattern("samples that are equal +29\\d,\\d{3}\n")
        .containsPattern("samples that differ +0\n");
  }

  @Test
  void everyOddityOfAnArchivePasses() {
    Path archive =
        HandmadeArchive.begun()
            .type(1, "T", whole("a-b"), whole("a.b"), real("x"))
            .create(1, "twin\uD800", 1)
            .create(2, "twin\uD800", 1)
            .sample(3, s -> s.set(1, 2, Double.NaN).set(2, 2, -0.0))
            .samples(3, 1000)
            .sample(0, s -> s.set(1, 0, 9))
            .delete(1)
            .create(3, "twin\uD800", 1)
            .sample(10_000_000, s -> s.set(3, 2, Double.POSITIVE_INFINITY))
            .header(START_MILLIS)
            .type(1, "T", whole("c"))
            .initialize(1, "", 1, 5)
            .sample(20_000_000)
            .to(directory.resolve("a.gfs"));
    CommandRun.of("convert", archive, "--output", data()).exits(3);

    CommandRun run = CommandRun.of("verify", archive, "--data", data(), "--json").exits(3);
    assertThat(run.json()).containsEntry("differences", 0).containsEntry("ticks", 6);
  }

  @Test
  void aBlockThatIsMissingIsReported() throws IOException {
    Path archive = converted(8);
    Blocks.delete(data(), Blocks.metas(data()).get(1).ulid());
    CommandRun run = verify(archive).exits(1);

    assertThat(run.errors())
        .startsWith("different: " + SERIES + " at 2017-07-14T0")
        .contains(": archive 5.0, blocks nothing");
    assertThat(run.output()).containsPattern("samples that differ +[12]\n");
  }

  @Test
  void samplesThatTheArchiveDoesNotHaveAreReported() throws IOException {
    Path archive = converted(2);
    write(SERIES, START_MILLIS + 500, 7);
    write(
        SERIES.with("exported_instance", "other"),
        START_MILLIS + 3_600_000_000L,
        Double.POSITIVE_INFINITY);

    assertThat(verify(archive).exits(1).errors())
        .isEqualTo(
            """
            different: %s at 2017-07-14T02:40:00.500Z: archive nothing, blocks 7.0
            different: %s at 2017-08-24T18:40:00Z: archive nothing, blocks Infinity
            """
                .formatted(SERIES, SERIES.with("exported_instance", "other")));
  }

  @Test
  void samplesOfAnotherMemberAreNoneOfItsBusiness() throws IOException {
    Path archive = converted(2);
    write(SERIES.with("member", "b").with("instance", "b"), START_MILLIS + 500, 7);
    write(SERIES.with("cluster", "other"), START_MILLIS + 600, 7);

    verify(archive).exits(0);
  }

  @Test
  void aValueThatDiffersIsReported() throws IOException {
    Path archive = converted(1);
    for (String block : Blocks.list(data())) {
      Blocks.delete(data(), block);
    }
    Timeline timeline = builder().addTimeline();
    int series = timeline.open(SERIES);
    timeline.set(series, Double.doubleToRawLongBits(5));
    timeline.tick(START_MILLIS);
    timeline.set(series, Double.doubleToRawLongBits(Math.nextUp(5.0)));
    timeline.tick(START_MILLIS + 3_600_000);
    timeline.close(series);
    timeline.tick(START_MILLIS + 7_200_000);
    timeline.end();
    CommandRun run = verify(archive).exits(1);

    assertThat(run.errors())
        .isEqualTo(
            "different: %s at 2017-07-14T03:40:00Z: archive 5.0, blocks 5.000000000000001%n"
                .formatted(SERIES));
    assertThat(run.output())
        .containsPattern("samples that are equal +2\n")
        .containsPattern("samples that differ +1\n");
  }

  @Test
  void onlyTheFirstTenDifferencesAreTold() {
    Path archive = converted(30);
    CommandRun run = verify(archive, "--cluster", "other").exits(1);

    assertThat(run.errors().lines()).hasSize(10).allMatch(line -> line.startsWith("different: "));
    assertThat(run.output()).containsPattern("samples that differ +32\n");
  }

  @Test
  void theNamingOptionsOfTheConversionMustBeGiven() {
    Path archive = archive(1);
    String[] options = {"--naming", "typed", "--cluster", "c", "--label", "member=", "--label=x=y"};
    CommandRun.of(
            "convert",
            archive,
            "-o",
            data(),
            options[0],
            options[1],
            options[2],
            options[3],
            options[4],
            options[5],
            options[6])
        .exits(0);

    verify(archive, options).exits(0);
    verify(archive).exits(1);
  }

  @Test
  void theJsonHasTheSameFigures() {
    Path archive = converted(1);

    assertThat(verify(archive, "--json").exits(0).json())
        .containsOnlyKeys(
            "members",
            "archives",
            "ticks",
            "series",
            "changes",
            "bytesIn",
            "blocks",
            "samples",
            "differences",
            "firstDifferences",
            "problems",
            "seconds",
            "peakMemoryMegabytes")
        .containsEntry("members", 1)
        .containsEntry("ticks", 2)
        .containsEntry("samples", 3)
        .containsEntry("differences", 0)
        .containsEntry("firstDifferences", List.of());
    assertThat(verify(archive, "--json", "--cluster", "b").exits(1).json())
        .containsEntry("differences", 3);
  }

  @Test
  void quietVerificationTellsDifferencesAlone() {
    Path archive = converted(1);

    assertThat(verify(archive, "--quiet").exits(0)).isEqualTo(new CommandRun(0, "", ""));
    CommandRun different = verify(archive, "--quiet", "--cluster", "b").exits(1);
    assertThat(different.output()).isEmpty();
    assertThat(different.errors().lines()).hasSize(3);
  }

  @Test
  void withoutBlocksThereIsAnError() {
    assertThat(verify(archive(1)).exits(1).errors())
        .isEqualTo("gfs-to-prometheus: %s: no such file or directory%n".formatted(data()));
  }

  @Test
  void withoutAnArchiveThereIsNothingToCompare() throws IOException {
    converted(1);
    Path empty = Files.createDirectory(directory.resolve("empty"));

    assertThat(verify(empty).exits(1).errors())
        .isEqualTo("problem: nothing to compare: no archive with a sample was found%n".formatted());
  }

  @Test
  void aDamagedBlockIsAnErrorThatNamesIt() throws IOException {
    Path archive = converted(1);
    Path index = data().resolve(Blocks.list(data()).get(0)).resolve("index");
    byte[] bytes = Files.readAllBytes(index);
    bytes[bytes.length - 20] ^= 1;
    Files.write(index, bytes);

    assertThat(verify(archive).exits(1).errors())
        .startsWith("gfs-to-prometheus: ")
        .contains(index.toString());
  }

  private Path converted(int hours) {
    Path archive = archive(hours);
    CommandRun.of("convert", archive, "--output", data()).exits(0);
    return archive;
  }

  /** Hourly samples of the value 5. */
  private Path archive(int hours) {
    return HandmadeArchive.begun()
        .type(1, "T", whole("n"))
        .create(1, "x", 1)
        .sample(0, s -> s.set(1, 0, 5))
        .samples(hours, 3_600_000)
        .to(directory.resolve("a.gfs"));
  }

  private CommandRun verify(Path archive, String... more) {
    Object[] arguments = new Object[4 + more.length];
    arguments[0] = "verify";
    arguments[1] = archive;
    arguments[2] = "--data";
    arguments[3] = data();
    System.arraycopy(more, 0, arguments, 4, more.length);
    return CommandRun.of(arguments);
  }

  private void write(LabelSet labels, long timestampMillis, double value) throws IOException {
    Timeline timeline = builder().addTimeline();
    timeline.set(timeline.open(labels), Double.doubleToRawLongBits(value));
    timeline.tick(timestampMillis);
    timeline.end();
  }

  private BlockBuilder builder() {
    return new BlockBuilder(
        data(),
        BlockPolicy.PROMETHEUS,
        Ulid.generator(InstantSource.system(), new SplittableRandom()),
        BlockListener.NONE);
  }

  private Path data() {
    return directory.resolve("data");
  }
}
