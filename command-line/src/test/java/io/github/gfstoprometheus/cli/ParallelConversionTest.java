package io.github.gfstoprometheus.cli;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.fixtures.DirectoryContent;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.tsdb.block.BlockMeta;
import io.github.gfstoprometheus.tsdb.block.Blocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Members side by side: faster, and otherwise as one after the other. */
class ParallelConversionTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--block-range 10m",
        "--no-shared-chunks --samples-per-chunk 7",
        "--thin 1m --timestamp-tolerance 10ms",
        "--memory 1MB"
      })
  void anyNumberOfThreadsGivesTheSameBytesUnderTheSameNames(String options) throws IOException {
    Path archives = members();
    convert(archives, "one", "--jobs 1 " + options).exits(0);
    Map<String, String> expected = DirectoryContent.ofBlocks(directory.resolve("one"));

    assertThat(expected).hasSizeGreaterThan(10);
    for (int jobs : List.of(2, 3, 8)) {
      convert(archives, "data" + jobs, "--jobs " + jobs + " " + options).exits(0);
      assertThat(DirectoryContent.ofBlocks(directory.resolve("data" + jobs))).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void membersAreToldInTheirOrder(int jobs) throws IOException {
    Path archives = members();
    CommandRun run = convert(archives, "data", "--jobs " + jobs).exits(0);

    assertThat(run.output().lines().skip(1).limit(6))
        .map(line -> line.trim().replaceFirst(" .*", ""))
        .containsExactly("a", "b", "c", "d", "e", "5");
  }

  @Test
  void membersShareOneBlockForEachRange() throws IOException {
    convert(members(), "data", "").exits(0);
    long endMillis = Long.MIN_VALUE;
    for (BlockMeta block : Blocks.metas(directory.resolve("data"))) {
      assertThat(block.minMillis()).isGreaterThanOrEqualTo(endMillis);
      endMillis = block.endMillis();
    }
    assertThat(Blocks.list(directory.resolve("data"))).hasSize(2);
  }

  @Test
  void aDamagedArchiveDoesNotKeepAnotherMemberFromBeingConverted() throws IOException {
    Path damaged = member("a", 20_000).damage(99).to(directory.resolve("a.gfs"));
    Path good = member("b", 10).to(directory.resolve("b.gfs"));
    for (List<Path> order : List.of(List.of(damaged, good), List.of(good, damaged))) {
      String data = order.get(0).equals(damaged) ? "damaged-first" : "good-first";
      CommandRun run =
          CommandRun.of(
                  "convert", order.get(0), order.get(1), "--jobs", 2, "-o", directory.resolve(data))
              .exits(3);

      assertThat(run.errors().lines()).singleElement().asString().startsWith("problem: " + damaged);
      assertThat(run.output()).contains("2 members: ");
      CommandRun.of("verify", good, "--data", directory.resolve(data)).exits(0);
      CommandRun.of("verify", damaged, "--data", directory.resolve(data)).exits(3);
    }
  }

  @Test
  void whatIsNoArchiveDoesNotKeepAnotherMemberFromBeingConverted() throws IOException {
    Path text = Files.writeString(directory.resolve("a.gfs"), "no archive");
    Path good = member("b", 10).to(directory.resolve("b.gfs"));
    Path other = Files.writeString(directory.resolve("c.gfs"), "no archive");
    Path data = directory.resolve("data");
    CommandRun run = CommandRun.of("convert", text, good, other, "--jobs", 3, "-o", data).exits(3);

    assertThat(run.errors().lines())
        .map(line -> line.replaceFirst(": at byte.*", ""))
        .containsExactly("problem: " + text, "problem: " + other);
    assertThat(run.output().lines().skip(1).limit(4))
        .map(line -> line.trim().replaceAll(" +", " "))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("a 1 failed 0 0 1"),
            line -> assertThat(line).startsWith("b 1 2017-07-14T").endsWith(" 10 6"),
            line -> assertThat(line).isEqualTo("c 1 failed 0 0 1"),
            line -> assertThat(line).isEqualTo("3 members: 1 block in " + data));
  }

  @Test
  void aMemberThatIsGivenTwiceIsConvertedOnce() throws IOException {
    Path archive = member("a", 10).to(directory.resolve("a.gfs"));
    Path copy = Files.copy(archive, Files.createDirectory(directory.resolve("x")).resolve("a.gfs"));
    CommandRun run =
        CommandRun.of(
                "convert",
                archive,
                copy,
                "--member",
                "a",
                "--jobs",
                2,
                "-o",
                directory.resolve("data"))
            .exits(0);

    assertThat(run.output()).startsWith(archive + ": 1 block in");
    assertThat(run.errors().lines())
        .containsExactly("note: " + copy + ": the same archive as " + archive + "; left out");
  }

  /** Five members, the first of which takes longest. */
  private Path members() {
    Path archives = directory.resolve("archives");
    Function<String, Path> file = name -> archives.resolve(name + ".gfs");
    member("a", 9000).to(file.apply("a"));
    member("b", 30).to(file.apply("b"));
    member("c", 5000).to(file.apply("c"));
    member("d", 1).to(file.apply("d"));
    member("e", 2000).to(file.apply("e"));
    return archives;
  }

  /** So many ticks, of which each hundredth brings a change. */
  private static HandmadeArchive member(String name, int ticks) {
    HandmadeArchive archive =
        HandmadeArchive.begunAt(HandmadeArchive.START_MILLIS + name.charAt(0))
            .type(1, "T", whole("n"), whole("m"), whole("zero"))
            .create(1, name, 1)
            .create(2, "other", 1);
    for (int tick = 0; tick < ticks; tick++) {
      int value = tick;
      archive.sample(
          1000 + tick % 3,
          changes -> {
            if (value % 100 == 0) {
              changes.set(1 + value / 100 % 2, 0, value);
            }
          });
    }
    return archive;
  }

  private CommandRun convert(Path archives, String data, String options) {
    String line = "convert " + archives + " -o " + directory.resolve(data) + " " + options.trim();
    return CommandRun.of((Object[]) line.trim().split(" +", -1));
  }
}
