package io.github.gfstoprometheus.cli;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.blocks.DataDirectory;
import io.github.gfstoprometheus.fixtures.DirectoryContent;
import io.github.gfstoprometheus.fixtures.ForkedProgram;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.fixtures.SampleArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Directories into which nothing can be converted: the run says why, and nothing is lost. */
class DataDirectoryTest {
  @TempDir private Path directory;
  private Path archive;

  @BeforeEach
  void writeArchive() {
    archive =
        HandmadeArchive.begun()
            .type(1, "T", whole("n"))
            .create(1, "a", 1)
            .samples(3, 1000)
            .to(directory.resolve("a.gfs"));
  }

  @Test
  void aSecondRunAtTheSameTimeFails() throws IOException {
    try (DataDirectory first = DataDirectory.open(data())) {
      CommandRun second = convert().exits(1);

      assertThat(second.errors())
          .isEqualTo(
              "gfs-to-prometheus: %s: another run is writing there; wait for it or choose another directory (--output, or --state of a watch)%n"
                  .formatted(first.path()));
    }
    convert().exits(0);
  }

  @Test
  void aFileInThePlaceOfTheDirectoryIsLeftAlone() throws IOException {
    Files.writeString(data(), "precious");

    assertThat(convert().exits(1).errors())
        .isEqualTo("gfs-to-prometheus: %s: not a directory%n".formatted(data()));
    assertThat(data()).hasContent("precious");
  }

  @Test
  void aFileAboveTheDirectoryIsLeftAlone() throws IOException {
    Files.writeString(data(), "precious");
    CommandRun run = CommandRun.of("convert", archive, "-o", data().resolve("below")).exits(1);

    assertThat(run.errors()).startsWith("gfs-to-prometheus: " + data());
    assertThat(run.errors()).doesNotContain("Exception");
    assertThat(data()).hasContent("precious");
  }

  @Test
  void aBlockThatCannotBeWrittenFailsTheRunAndTheNextOneSucceeds() throws IOException {
    convert().exits(0);
    Map<String, String> undisturbed = DirectoryContent.of(data());
    String block =
        undisturbed.keySet().stream().filter(name -> name.length() == 26).findFirst().orElseThrow();
    Path other = directory.resolve("other");
    Path obstacle = Files.createDirectories(other).resolve(block + ".tmp-for-creation");
    Files.writeString(obstacle, "in the way");

    CommandRun failed = CommandRun.of("convert", archive, "--output", other).exits(1);
    assertThat(failed.errors()).startsWith("gfs-to-prometheus: " + obstacle);
    assertThat(obstacle).hasContent("in the way");
    Files.delete(obstacle);
    CommandRun.of("convert", archive, "--output", other).exits(0);
    assertThat(DirectoryContent.of(other)).isEqualTo(undisturbed);
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "ulimit stands in for a full disk")
  void aDiskThatIsFullFailsTheRunAndLosesNothing() throws Exception {
    convert().exits(0);
    Map<String, String> before = DirectoryContent.ofBlocks(data());
    Path log = directory.resolve("log");
    Process run =
        ForkedProgram.startWithSmallFiles(log, "convert", SampleArchive.path(), "-o", data());

    assertThat(run.waitFor()).as("%s", Files.readString(log)).isEqualTo(1);
    assertThat(log)
        .content()
        .startsWith("gfs-to-prometheus: " + data())
        .endsWith("chunks/000001: File too large\n");
    assertThat(DirectoryContent.ofBlocks(data())).isEqualTo(before);
    CommandRun.of("verify", archive, "--data", data()).exits(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''",
        "not json",
        "[1, 2]",
        "{\"version\" : 2}",
        "{\"version\" : 2, \"conversions\" : [{\"members\" : 5}]}",
        "{\"version\" : 2, \"conversions\" : [{}]}",
        "{\"version\" : 2, \"conv"
      })
  void anUnreadableLedgerIsLeftAlone(String content) throws IOException {
    convert().exits(0);
    Files.writeString(ledger(), content);
    Map<String, String> before = DirectoryContent.of(data());

    assertThat(convert().exits(1).errors())
        .isEqualTo(
            ("gfs-to-prometheus: %s: expected the ledger of the conversions into this directory, found"
                    + " something else: restore the file, or choose another --output%n")
                .formatted(ledger()));
    assertThat(DirectoryContent.of(data())).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1|{\"version\" : 1, \"conversions\" : []}",
        "7|{\"version\" : 7, \"entries\" : {\"a\" : 1}}",
        "0|{}"
      })
  void aLedgerOfAnotherVersionIsLeftAlone(int version, String content) throws IOException {
    convert().exits(0);
    Files.writeString(ledger(), content);
    Map<String, String> before = DirectoryContent.of(data());

    assertThat(convert().exits(1).errors())
        .isEqualTo(
            "gfs-to-prometheus: %s: expected version 2, found %d: use the release that wrote it, or another --output%n"
                .formatted(ledger(), version));
    assertThat(DirectoryContent.of(data())).isEqualTo(before);
  }

  private CommandRun convert() {
    return CommandRun.of("convert", archive, "--output", data());
  }

  private Path ledger() {
    return data().resolve("gfs-to-prometheus.json");
  }

  private Path data() {
    return directory.resolve("data");
  }
}
