package io.github.gfstoprometheus.cli;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.START_MILLIS;
import static io.github.gfstoprometheus.fixtures.HandmadeArchive.whole;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.fixtures.SampleArchive;
import io.github.gfstoprometheus.tsdb.block.BlockMeta;
import io.github.gfstoprometheus.tsdb.block.Blocks;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How time is cut into blocks, and what the ledger says of them. */
class BlockOptionsTest {
  private static final String LEDGER = "gfs-to-prometheus.json";

  @TempDir private Path directory;

  /** The archive begins at 02:40 and has 31 hours. */
  @ParameterizedTest
  @CsvSource({"10m, 187", "1h, 32", "2h, 16", "24h, 2", "7d, 1"})
  void blocksOfAnyRangeHoldEverySample(String range, int blocks) throws IOException {
    Path archive = archive(31 * 60).to(directory.resolve("a.gfs"));
    CommandRun.of("convert", archive, "--block-range", range, "-o", data()).exits(0);
    long rangeMillis = new DurationConverter().convert(range).toMillis();

    assertThat(Blocks.metas(data()))
        .hasSize(blocks)
        .allSatisfy(
            block ->
                assertThat(block.minMillis() / rangeMillis)
                    .isEqualTo((block.endMillis() - 1) / rangeMillis));
    assertThat(CommandRun.of("verify", archive, "--data", data(), "--json").exits(0).json())
        .containsEntry("samples", 4 * (31 * 60 + 1))
        .containsEntry("differences", 0);
  }

  @Test
  void littleMemoryCutsBlocksShortAndLosesNothing() throws IOException {
    CommandRun.of("convert", SampleArchive.path(), "-o", data()).exits(0);
    int whole = Blocks.list(data()).size();
    Path cut = directory.resolve("cut");
    CommandRun.of("convert", SampleArchive.path(), "--memory", "1MB", "-o", cut).exits(0);
    List<BlockMeta> blocks = Blocks.metas(cut);

    assertThat(blocks).hasSizeGreaterThan(whole);
    for (int i = 1; i < blocks.size(); i++) {
      assertThat(blocks.get(i).minMillis()).isGreaterThanOrEqualTo(blocks.get(i - 1).endMillis());
    }
    CommandRun.of("verify", SampleArchive.path(), "--data", cut).exits(0);
  }

  @ParameterizedTest
  @CsvSource({"10m, 1", "10m, 3", "2h, 2", "24h, 2"})
  void theLedgerListsTheBlocksThatThereAre(String range, int jobs) throws IOException {
    archive(600).to(directory.resolve("archives/a.gfs"));
    archive(100).to(directory.resolve("archives/b.gfs"));
    CommandRun.of(
            "convert",
            directory.resolve("archives"),
            "--block-range",
            range,
            "--jobs",
            jobs,
            "-o",
            data())
        .exits(0);

    assertThat(ledgerBlocks()).containsExactlyInAnyOrderElementsOf(Blocks.list(data()));
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "others look at a directory only now and then")
  void theLedgerIsNotWrittenAgainForEachBlock() throws Exception {
    Path archive = archive(1200).to(directory.resolve("a.gfs"));
    Files.createDirectories(data());
    int writes;
    try (WatchService watch = FileSystems.getDefault().newWatchService()) {
      data().register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      CommandRun.of("convert", archive, "--block-range", "10m", "-o", data()).exits(0);
      Files.createFile(data().resolve("last"));
      writes = countUntilLast(watch);
    }

    assertThat(Blocks.list(data())).hasSizeGreaterThan(100);
    assertThat(writes).isBetween(1, 15);
  }

  @Test
  void tolerancesMoveNoSampleOverABorder() throws IOException {
    Path archive = directory.resolve("a.gfs");
    HandmadeArchive.begun()
        .type(1, "T", whole("n"))
        .create(1, "x", 1)
        .sample(16_799_960) // 40 ms before a border
        .samples(300, 1009)
        .to(archive);
    CommandRun.of(
            "convert",
            archive,
            "--block-range",
            "1m",
            "--timestamp-tolerance",
            "100ms",
            "-o",
            data())
        .exits(0);

    for (BlockMeta block : Blocks.metas(data())) {
      assertThat(block.minMillis() / 60_000).isEqualTo((block.endMillis() - 1) / 60_000);
    }
    assertThat(Blocks.metas(data()).get(0).endMillis())
        .isLessThanOrEqualTo(START_MILLIS + 16_800_000);
    CommandRun.of("verify", archive, "--timestamp-tolerance", "100ms", "-o", data()).exits(0);
  }

  private static int countUntilLast(WatchService watch) throws InterruptedException {
    int writes = 0;
    while (true) {
      WatchKey key = watch.poll(1, TimeUnit.MINUTES);
      for (WatchEvent<?> event : key.pollEvents()) {
        if (event.context().toString().equals(LEDGER)) {
          writes += event.count();
        } else if (event.context().toString().equals("last")) {
          return writes;
        }
      }
      key.reset();
    }
  }

  private List<String> ledgerBlocks() throws IOException {
    Map<String, Object> ledger = JSON.std.mapFrom(Files.readString(data().resolve(LEDGER)));
    List<String> blocks = new ArrayList<>();
    for (Object conversion : (List<?>) ledger.get("conversions")) {
      Map<?, ?> entry = (Map<?, ?>) conversion;
      assertThat(entry.get("state")).isEqualTo("COMPLETE");
      ((List<?>) entry.get("blocks")).forEach(block -> blocks.add((String) block));
    }
    return blocks;
  }

  /** A sample each minute, of four series, one of which changes now and then. */
  private static HandmadeArchive archive(int minutes) {
    HandmadeArchive archive =
        HandmadeArchive.begun()
            .type(1, "T", whole("n"), whole("m"))
            .create(1, "x", 1)
            .create(2, "y", 1);
    int minuteMillis = (int) Duration.ofMinutes(1).toMillis();
    for (int minute = 0; minute < minutes; minute++) {
      int value = minute / 7;
      archive.sample(minuteMillis, changes -> changes.set(1, 0, value));
    }
    return archive;
  }

  private Path data() {
    return directory.resolve("data");
  }
}
