package io.github.gfstoprometheus.cli;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.START_MILLIS;
import static io.github.gfstoprometheus.fixtures.HandmadeArchive.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.fixtures.DirectoryContent;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.fixtures.SampleLog;
import io.github.gfstoprometheus.tsdb.block.BlockReader;
import io.github.gfstoprometheus.tsdb.block.Blocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a data directory holds after several runs, whole and broken ones. */
class RepeatedConversionTest {
  private static final int HOUR_MILLIS = 3_600_000;

  @TempDir private Path directory;

  @Test
  void theSecondTimeNothingChangesAndTheRunSaysSo() throws IOException {
    Path archive = archive(5).to(directory.resolve("a.gfs"));
    convert(archive).exits(0);
    Map<String, String> before = DirectoryContent.of(data());

    CommandRun second = convert(archive).exits(0);

    assertThat(second.output())
        .isEqualTo(
            "%s: unchanged, %s holds it already (--force converts it again)%n"
                .formatted(archive, data()));
    assertThat(DirectoryContent.of(data())).isEqualTo(before);
  }

  @Test
  void blocksThatSomebodyDeletedAreMadeAgain() throws IOException {
    Path archive = archive(1).to(directory.resolve("a.gfs"));
    convert(archive).exits(0);
    SampleLog before = SampleLog.ofBlocks(data());
    for (String block : Blocks.list(data())) {
      Blocks.delete(data(), block);
    }

    convert(archive).exits(0);

    assertThat(SampleLog.ofBlocks(data()).bySeries()).isEqualTo(before.bySeries());
  }

  @Test
  void forceReplacesTheBlocksByEqualOnesOfOtherNames() throws IOException {
    Path archive = archive(5).to(directory.resolve("a.gfs"));
    convert(archive).exits(0);
    SampleLog before = SampleLog.ofBlocks(data());
    List<String> earlier = renamed();

    CommandRun forced = convert(archive, "--force").exits(0);

    assertThat(forced.output()).contains("a.gfs: " + earlier.size() + " blocks in");
    assertThat(Blocks.list(data())).hasSameSizeAs(earlier).doesNotContainAnyElementsOf(earlier);
    assertThat(SampleLog.ofBlocks(data()).bySeries()).isEqualTo(before.bySeries());
  }

  @Test
  void otherNamesAreAnotherConversionBesideTheFirst() throws IOException {
    Path archive = archive(1).to(directory.resolve("a.gfs"));
    convert(archive).exits(0);
    renamed();
    convert(archive, "--cluster", "other").exits(0);

    assertThat(SampleLog.ofBlocks(data()).of(Map.of("cluster", "gemfire"))).isNotEmpty();
    assertThat(SampleLog.ofBlocks(data()).of(Map.of("cluster", "other"))).isNotEmpty();
  }

  @Test
  void anArchiveThatHasGrownReplacesItsEarlierBlocks() throws IOException {
    Path archive = archive(3).to(directory.resolve("a.gfs"));
    convert(archive).exits(0);
    renamed();
    archive(8).to(archive);
    convert(archive).exits(0);

    assertThat(SampleLog.ofBlocks(data()).bySeries()).isEqualTo(undisturbed(archive).bySeries());
  }

  @Test
  void anArchiveThatWasRolledInTheMeantimeReplacesItsEarlierBlocks() throws IOException {
    Path archives = directory.resolve("archives");
    archive(3).to(archives.resolve("a.gfs"));
    convert(archives).exits(0);
    renamed();
    archive(5).to(archives.resolve("a-01-01.gfs"));
    next(5, 2).to(archives.resolve("a.gfs"));
    convert(archives).exits(0);

    assertThat(SampleLog.ofBlocks(data()).bySeries()).isEqualTo(undisturbed(archives).bySeries());
  }

  @Test
  void whatAMemberHasDeletedStaysInTheBlocks() throws IOException {
    Path archives = directory.resolve("archives");
    Path oldest = archive(5).to(archives.resolve("a-01-01.gfs"));
    next(5, 2).to(archives.resolve("a.gfs"));
    convert(archives).exits(0);
    renamed();
    Files.delete(oldest);
    next(5, 4).to(archives.resolve("a.gfs"));
    convert(archives).exits(0);

    assertThat(SampleLog.ofBlocks(data()).ofMetric("gemfire_n"))
        .contains("3=1.0", (5L * HOUR_MILLIS + 3) + "=1.0", (9L * HOUR_MILLIS + 3) + "=1.0");
  }

  @Test
  void blocksDoNotPileUpWhereAMemberDeletesItsOldestArchives() throws IOException {
    Path archives = directory.resolve("archives");
    Path oldest = archive(5).to(archives.resolve("a-01-01.gfs"));
    next(5, 20).to(archives.resolve("a.gfs"));
    convert(archives).exits(0);
    int blocks = renamed().size();
    Files.delete(oldest);
    next(5, 22).to(archives.resolve("a.gfs"));
    convert(archives).exits(0);

    assertThat(Blocks.list(data())).hasSizeLessThanOrEqualTo(blocks + 2);
  }

  @Test
  void aDamagedCopyDoesNotTakeAwayWhatTheWholeOneGave() throws IOException {
    Path archive = archive(8).to(directory.resolve("a.gfs"));
    convert(archive).exits(0);
    SampleLog before = SampleLog.ofBlocks(data());
    renamed();
    archive(3).damage(99, 99).samples(20_000, 1000).to(archive);
    assertThat(convert(archive).exits(3).errors()).contains("problem: ");

    assertThat(SampleLog.ofBlocks(data()).ofMetric("gemfire_n"))
        .containsAll(before.ofMetric("gemfire_n"));
  }

  @Test
  void oneOfSeveralArchivesThatWereConvertedIsNotConvertedAgain() throws IOException {
    Path archives = directory.resolve("archives");
    archive(5).to(archives.resolve("a-01-01.gfs"));
    Path last = next(5, 2).to(archives.resolve("a.gfs"));
    convert(archives).exits(0);

    assertThat(convert(last).exits(0).output()).contains("unchanged");
  }

  @Test
  void aShorterCopyOfAnArchiveDoesNotReplaceTheWholeOne() throws IOException {
    Path archive = archive(8).to(directory.resolve("a.gfs"));
    convert(archive).exits(0);
    renamed();
    archive(3).to(archive);
    convert(archive).exits(0);

    assertThat(SampleLog.ofBlocks(data()).ofMetric("gemfire_n"))
        .contains((8L * HOUR_MILLIS + 3) + "=1.0");
  }

  @Test
  void whatAKilledRunLeftBehindIsRemovedByTheNextOne() throws IOException {
    Path archive = archive(8).to(directory.resolve("a.gfs"));
    convert(archive).exits(0);
    Map<String, String> undisturbed = DirectoryContent.of(data());
    List<String> blocks = renamed();
    // Killed while the fourth block was written: entered, begun, not published.
    Files.move(data().resolve(blocks.get(3)), data().resolve(blocks.get(3) + ".tmp-for-creation"));
    Files.delete(data().resolve(blocks.get(3) + ".tmp-for-creation/meta.json"));
    Blocks.delete(data(), blocks.get(4));
    rewriteLedger("\"state\" : \"COMPLETE\"", "\"state\" : \"BEGUN\"");
    Files.writeString(data().resolve("gfs-to-prometheus.json.next"), "{\"version\" : 1, \"con");

    CommandRun again = convert(archive).exits(0);

    assertThat(again.output()).contains("a.gfs: 5 blocks in");
    assertThat(DirectoryContent.of(data())).isEqualTo(undisturbed);
  }

  @Test
  void aRunKilledWhileItRemovedEarlierBlocksIsFinishedByTheNextOne() throws IOException {
    Path archive = archive(3).to(directory.resolve("a.gfs"));
    convert(archive).exits(0);
    List<String> earlier = renamed();
    String ledger = Files.readString(ledger());
    Map<String, String> kept = DirectoryContent.of(data().resolve(earlier.get(0)));
    archive(8).to(archive);
    convert(archive).exits(0);
    Map<String, String> undisturbed = DirectoryContent.of(data());
    // As if the run had been killed before it removed what the grown archive holds again.
    restore(data().resolve(earlier.get(0)), kept);
    Files.writeString(
        ledger(),
        Files.readString(ledger())
            .replaceFirst(
                "(?s)\"conversions\" : \\[",
                Matcher.quoteReplacement(
                    ledger.substring(ledger.indexOf("\"conversions\""), ledger.lastIndexOf(']'))
                        + ",")));

    CommandRun again = convert(archive).exits(0);

    assertThat(again.output()).contains("unchanged");
    assertThat(DirectoryContent.ofBlocks(data())).isEqualTo(blocksOf(undisturbed));
    assertThat(Files.readString(ledger())).doesNotContain(earlier.get(0));
  }

  @Test
  void theProblemsOfAnArchiveAreToldAgain() throws IOException {
    Path archive = archive(3).damage(99).to(directory.resolve("a.gfs"));
    convert(archive).exits(3);

    assertThat(convert(archive).exits(3).errors()).contains("a.gfs: at byte").contains("byte 99");
  }

  @Test
  void whatHasFailedIsTriedAgain() throws IOException {
    Path archive = Files.writeString(directory.resolve("a.gfs"), "no archive");
    convert(archive).exits(1);
    archive(1).to(archive);
    convert(archive).exits(0);

    assertThat(BlockReader.openAll(data())).isNotEmpty();
  }

  /** Hourly samples of one statistic, whose value is 1. */
  private static HandmadeArchive archive(int hours) {
    return HandmadeArchive.begun()
        .type(1, "T", whole("n"))
        .create(1, "a", 1)
        .sample(3, s -> s.set(1, 0, 1))
        .samples(hours, HOUR_MILLIS);
  }

  /** What the member wrote after an archive of so many hours. */
  private static HandmadeArchive next(int hoursBefore, int hours) {
    return HandmadeArchive.begunAt(START_MILLIS + (long) hoursBefore * HOUR_MILLIS + 3)
        .type(1, "T", whole("n"))
        .create(1, "a", 1)
        .sample(HOUR_MILLIS, s -> s.set(1, 0, 1))
        .samples(hours - 1, HOUR_MILLIS);
  }

  private CommandRun convert(Path archive, String... more) {
    Object[] arguments = new Object[4 + more.length];
    arguments[0] = "convert";
    arguments[1] = archive;
    arguments[2] = "--output";
    arguments[3] = data();
    System.arraycopy(more, 0, arguments, 4, more.length);
    return CommandRun.of(arguments);
  }

  private SampleLog undisturbed(Path archive) throws IOException {
    Path fresh = directory.resolve("fresh");
    CommandRun.of("convert", archive, "--output", fresh).exits(0);
    return SampleLog.ofBlocks(fresh);
  }

  /**
   * Gives the blocks other names, as an earlier run by the real clock would have, and returns them:
   * each run of a test names its blocks alike.
   */
  private List<String> renamed() throws IOException {
    for (String block : Blocks.list(data())) {
      String earlier = "00" + block.substring(2);
      Files.move(data().resolve(block), data().resolve(earlier));
      rewriteLedger(block, earlier);
      Path meta = data().resolve(earlier).resolve("meta.json");
      Files.writeString(meta, Files.readString(meta).replace(block, earlier));
    }
    return Blocks.list(data());
  }

  private void rewriteLedger(String from, String to) throws IOException {
    String text = Files.readString(ledger());
    assertThat(text).contains(from);
    Files.writeString(ledger(), text.replace(from, to));
  }

  private static void restore(Path block, Map<String, String> content) throws IOException {
    Files.createDirectories(block.resolve("chunks"));
    for (Map.Entry<String, String> file : content.entrySet()) {
      if (!file.getValue().equals("directory")) {
        Files.write(block.resolve(file.getKey()), HexFormat.of().parseHex(file.getValue()));
      }
    }
  }

  private static Map<String, String> blocksOf(Map<String, String> content) {
    content.keySet().removeIf(name -> name.startsWith("gfs-to-prometheus."));
    return content;
  }

  private Path ledger() {
    return data().resolve("gfs-to-prometheus.json");
  }

  private Path data() {
    return directory.resolve("data");
  }
}
