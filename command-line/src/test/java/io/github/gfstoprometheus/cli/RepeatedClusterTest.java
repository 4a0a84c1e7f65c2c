package io.github.gfstoprometheus.cli;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.START_MILLIS;
import static io.github.gfstoprometheus.fixtures.HandmadeArchive.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.fixtures.DirectoryContent;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.fixtures.SampleLog;
import io.github.gfstoprometheus.tsdb.block.BlockExcerpt;
import io.github.gfstoprometheus.tsdb.block.BlockMeta;
import io.github.gfstoprometheus.tsdb.block.Blocks;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members that share blocks, and are converted again. */
class RepeatedClusterTest {
  @TempDir private Path directory;

  /** Runs at different times must not give blocks the same names. */
  private int runs;

  @BeforeEach
  void convertThreeMembers() {
    member("a", 0, 5000);
    member("b", 60, 5000);
    member("c", 3600, 5000);
    run("convert", stats(), "-o", data()).exits(0);
  }

  @Test
  void nothingIsDoneWhereNothingHasChanged() throws IOException {
    Map<String, String> before = DirectoryContent.of(data());

    assertThat(run("convert", stats(), "-o", data(), "--json").exits(0).json())
        .containsEntry("unchanged", 3)
        .containsEntry("archives", 0);
    assertThat(DirectoryContent.of(data())).isEqualTo(before);
  }

  @Test
  void whereOneHasGrownAllAreConvertedTogetherAgain() throws IOException {
    List<String> before = Blocks.list(data());
    member("b", 60, 7000);
    run("convert", stats(), "-o", data()).exits(0);

    assertThat(Blocks.list(data())).doesNotContainAnyElementsOf(before).isNotEmpty();
    requireAsIfConvertedOnce();
  }

  @Test
  void whereOnlyTheOneThatHasGrownIsGivenTheOthersStay() throws IOException {
    Path grown = member("b", 60, 7000);
    run("convert", grown, "-o", data()).exits(0);

    requireSamplesAsIfConvertedOnce(data());
    assertThat(run("convert", stats(), "-o", data(), "--json").exits(0).json())
        .containsEntry("unchanged", 3);
    run("convert", stats(), "-o", data(), "--force").exits(0);
    requireAsIfConvertedOnce();
  }

  @Test
  void aRunKilledWhileItTookAMemberOutOfEarlierBlocksIsFinishedByTheNextOne() throws IOException {
    Map<String, String> blocks = DirectoryContent.of(data());
    List<String> earlier = Blocks.list(data());
    String ledger = Files.readString(ledger());
    member("b", 60, 7000);
    run("convert", stats().resolve("b.gfs"), "-o", data()).exits(0);
    // As if the first block had been written anew, and the old one not removed yet.
    restore(earlier.get(0), blocks);
    enterAgain(ledger);
    run("convert", stats(), "-o", data()).exits(0);

    requireSamplesAsIfConvertedOnce(data());
    assertThat(Blocks.list(data())).doesNotContain(earlier.get(0)).doesNotHaveDuplicates();
  }

  /** The name of what is about to be written is entered, and nothing is there yet. */
  @Test
  void aRunKilledBeforeItWroteWhatIsLeftOfABlockIsFinishedByTheNextOne() throws IOException {
    String first = Blocks.list(data()).get(0);
    String begun = new BlockExcerpt(data(), first).ulid();
    Map<String, String> blocks = DirectoryContent.of(data());
    String ledger =
        Files.readString(ledger())
            .replace("\"" + first + "\"", "\"%s\", \"%s\"".formatted(first, begun));
    assertThat(ledger).contains(begun);
    member("b", 60, 7000);
    run("convert", stats().resolve("b.gfs"), "-o", data()).exits(0);
    Blocks.delete(data(), begun);
    restore(first, blocks);
    enterAgain(ledger);
    run("convert", stats(), "-o", data()).exits(0);

    requireSamplesAsIfConvertedOnce(data());
  }

  @Test
  void whatMovedTimesHaveLeftBehindIsNeitherTakenForAllNorKept() throws IOException {
    String[] moved = {"--timestamp-tolerance", "100ms", "--block-range", "10m"};
    for (int i = 0; i < 3; i++) {
      run(with("convert", moved)).exits(0);
      run(with("verify", "--timestamp-tolerance", "100ms")).exits(0);
      run("convert", stats(), "-o", data()).exits(0);
      requireAsIfConvertedOnce();
    }
  }

  @Test
  void aCoarseConversionOfAllLeavesAnExactOneOfAPart() throws IOException {
    Path part = directory.resolve("part");
    run("convert", stats(), "-o", part, "--every", "1m").exits(0);
    run("convert", stats(), "-o", part, "--stat", "n").exits(0);
    assertThat(run("convert", stats(), "-o", part, "--every", "1m", "--json").exits(0).json())
        .containsEntry("unchanged", 3);

    run("verify", stats(), "--data", part, "--stat", "n").exits(0);
  }

  private Object[] with(String command, String... options) {
    List<Object> arguments = new ArrayList<>(List.of(command, stats(), "-o", data()));
    arguments.addAll(List.of(options));
    return arguments.toArray();
  }

  /** Puts what an earlier ledger had before what this one has. */
  private void enterAgain(String ledger) throws IOException {
    Files.writeString(
        ledger(),
        Files.readString(ledger())
            .replaceFirst(
                "(?s)\"conversions\" : \\[",
                Matcher.quoteReplacement(
                    ledger.substring(ledger.indexOf("\"conversions\""), ledger.lastIndexOf(']'))
                        + ",")));
  }

  private void restore(String block, Map<String, String> content) throws IOException {
    for (Map.Entry<String, String> file : content.entrySet()) {
      if (file.getKey().startsWith(block + "/") && !file.getValue().equals("directory")) {
        Path target = data().resolve(file.getKey());
        Files.createDirectories(target.getParent());
        Files.write(target, HexFormat.of().parseHex(file.getValue()));
      }
    }
  }

  @Test
  void aNewMemberIsConvertedAlone() throws IOException {
    List<String> before = Blocks.list(data());
    member("d", 10, 100);

    assertThat(run("convert", stats(), "-o", data(), "--json").exits(0).json())
        .containsEntry("unchanged", 3)
        .containsEntry("archives", 1);
    assertThat(Blocks.list(data())).containsAll(before).hasSize(before.size() + 1);
    run("verify", stats(), "--data", data()).exits(0);
    run("convert", stats(), "-o", data(), "--force").exits(0);
    requireAsIfConvertedOnce();
  }

  @Test
  void aMemberWhoseArchiveIsGoneKeepsWhatItHad() throws IOException {
    Files.delete(stats().resolve("c.gfs"));
    member("a", 0, 6000);
    run("convert", stats(), "-o", data()).exits(0);
    member("c", 3600, 5000);

    run("verify", stats(), "--data", data()).exits(0);
  }

  @Test
  void anotherChoiceOfStatisticsComesBesideAndAllOfThemTakeItsPlace() throws IOException {
    Path chosen = directory.resolve("chosen");
    run("convert", stats(), "-o", chosen, "--stat", "n").exits(0);
    run("convert", stats(), "-o", chosen, "--stat", "m").exits(0);
    assertThat(SampleLog.ofBlocks(chosen).bySeries()).hasSize(6);

    run("convert", stats(), "-o", chosen).exits(0);
    requireAsIfConvertedOnce(chosen);
    assertThat(run("convert", stats(), "-o", chosen, "--stat", "n", "--json").exits(0).json())
        .containsEntry("unchanged", 3);
  }

  @Test
  void anotherExactnessReplacesWhatWas() throws IOException {
    run("convert", stats(), "-o", data(), "--every", "1m").exits(0);
    run("verify", stats(), "--data", data(), "--every", "1m").exits(0);
    run("convert", stats(), "-o", data()).exits(0);

    requireAsIfConvertedOnce();
  }

  private void requireAsIfConvertedOnce() throws IOException {
    requireAsIfConvertedOnce(data());
  }

  private void requireSamplesAsIfConvertedOnce(Path converted) throws IOException {
    Path fresh = directory.resolve("fresh");
    run("convert", stats(), "-o", fresh).exits(0);
    assertThat(sorted(SampleLog.ofBlocks(converted))).isEqualTo(sorted(SampleLog.ofBlocks(fresh)));
  }

  /** Blocks that overlap are not read in the order of time. */
  private static Map<LabelSet, List<String>> sorted(SampleLog samples) {
    Map<LabelSet, List<String>> sorted = new TreeMap<>();
    samples.bySeries().forEach((series, log) -> sorted.put(series, log.stream().sorted().toList()));
    return sorted;
  }

  private void requireAsIfConvertedOnce(Path converted) throws IOException {
    requireSamplesAsIfConvertedOnce(converted);
    long endMillis = Long.MIN_VALUE;
    for (BlockMeta block : Blocks.metas(converted)) {
      assertThat(block.minMillis()).isGreaterThanOrEqualTo(endMillis);
      endMillis = block.endMillis();
    }
  }

  private Path member(String name, int afterSeconds, int ticks) {
    HandmadeArchive archive =
        HandmadeArchive.begunAt(START_MILLIS + afterSeconds * 1000L + name.charAt(0))
            .type(1, "T", whole("n"), whole("m"))
            .create(1, name, 1);
    for (int tick = 0; tick < ticks; tick++) {
      int value = tick;
      archive.sample(1000, s -> s.set(1, value % 2, value));
    }
    return archive.to(stats().resolve(name + ".gfs"));
  }

  private CommandRun run(Object... arguments) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    Environment environment =
        new Environment(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(output, true, StandardCharsets.UTF_8),
            output,
            new PrintStream(errors, true, StandardCharsets.UTF_8),
            Optional.empty(),
            InstantSource.fixed(Instant.EPOCH.plusSeconds(++runs)),
            new SplittableRandom(runs));
    String[] texts = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
    int exitCode = Main.run(environment, texts);
    return new CommandRun(
        exitCode, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
  }

  private Path ledger() {
    return data().resolve("gfs-to-prometheus.json");
  }

  private Path stats() {
    return directory.resolve("stats");
  }

  private Path data() {
    return directory.resolve("data");
  }
}
