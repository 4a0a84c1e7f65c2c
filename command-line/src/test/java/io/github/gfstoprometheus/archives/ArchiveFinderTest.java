package io.github.gfstoprometheus.archives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveFinderTest {
  @TempDir private Path directory;
  private final ArchiveFinder finder = new ArchiveFinder();

  @Test
  void theContentDecidesNotTheName() throws IOException {
    archive("a/called-like-no-archive.bin");
    Files.write(directory.resolve("packed"), HandmadeArchive.gzip(bytes()));
    Files.writeString(directory.resolve("log.txt"), "no archive");
    finder.add(directory);

    assertThat(found()).containsExactlyInAnyOrder("a/called-like-no-archive.bin", "packed");
    assertThat(finder.skipped()).isEmpty();
  }

  @Test
  void whatIsCalledLikeAnArchiveAndIsNoneIsNamed() throws IOException {
    archive("good.gfs");
    Path text = Files.writeString(directory.resolve("text.gfs"), "no archive");
    Path empty = Files.createFile(directory.resolve("empty.gz"));
    Files.createFile(directory.resolve("server.marker"));
    finder.add(directory);

    assertThat(found()).containsExactly("good.gfs");
    assertThat(finder.skipped())
        .extracting(ArchiveFinder.Skipped::name, ArchiveFinder.Skipped::reason)
        .containsExactlyInAnyOrder(
            tuple(empty.toString(), empty + ": ends before an archive begins"),
            tuple(
                text.toString(),
                text
                    + ": at byte 0: expected the header of a statistics archive, which starts with"
                    + " byte 77, found byte 110; this is not a statistics archive"));
  }

  @Test
  void aDamagedArchiveIsFoundSoThatItsReaderCanTell() throws IOException {
    byte[] packed = HandmadeArchive.gzip(bytes());
    Arrays.fill(packed, 10, 14, (byte) 0xFF);
    Files.write(directory.resolve("damaged.gz"), packed);
    archive("good.gfs");
    finder.add(directory);

    assertThat(found()).containsExactlyInAnyOrder("damaged.gz", "good.gfs");
  }

  @Test
  void linksBelowADirectoryAreNotFollowed() throws IOException {
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    HandmadeArchive.begun().to(elsewhere.resolve("other.gfs"));
    Path searched = Files.createDirectory(directory.resolve("searched"));
    Files.createSymbolicLink(searched.resolve("file.gfs"), elsewhere.resolve("other.gfs"));
    Files.createSymbolicLink(searched.resolve("directory"), elsewhere);
    finder.add(searched);

    assertThat(finder.chains()).isEmpty();
    Path link = searched.resolve("file.gfs");
    assertThat(finder.skipped())
        .containsExactly(
            new ArchiveFinder.Skipped(
                link.toString(), link + ": is a link; links are not followed"));
  }

  @Test
  void anArchiveOfAnotherVersionIsAProblemAndWhatOnlyBeginsLikeOneIsNot() throws IOException {
    Path newer = Files.write(directory.resolve("newer.gfs"), new byte[] {77, 5, 0});
    Files.writeString(directory.resolve("Makefile"), "MAKE = make");
    archive("good.gfs");
    finder.add(directory);

    assertThat(found()).containsExactly("good.gfs");
    assertThat(finder.skipped()).isEmpty();
    assertThat(finder.problems())
        .singleElement()
        .satisfies(text -> assertThat(text).startsWith(newer + ": at byte 1: expected a version"));
  }

  @Test
  void whatMayNotBeReadIsAProblemAndTheSearchGoesOn() throws IOException {
    archive("secret.gfs");
    archive("lost+found/a.gfs");
    archive("zone/good.gfs");
    Path secret = forbid("secret.gfs");
    Path lost = forbid("lost+found");
    try {
      assumeFalse(Files.isReadable(secret), "one who may read everything");
      finder.add(directory);
    } finally {
      Files.setPosixFilePermissions(lost, PosixFilePermissions.fromString("rwx------"));
    }

    assertThat(found()).containsExactly("zone/good.gfs");
    assertThat(finder.problems())
        .containsExactlyInAnyOrder(
            secret + ": cannot be read: permission denied",
            lost + ": cannot be read: permission denied");
  }

  private Path forbid(String name) throws IOException {
    return Files.setPosixFilePermissions(directory.resolve(name), Set.of());
  }

  @Test
  void aLinkThatIsNamedItselfIsFollowed() throws IOException {
    archive("real/a.gfs");
    Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("real"));
    finder.add(link);

    assertThat(finder.chains()).hasSize(1);
  }

  @Test
  void aFileIsTakenAsItIs() throws IOException {
    Path text = Files.writeString(directory.resolve("text.gfs"), "no archive");
    finder.add(text);
    finder.add(directory.resolve("./text.gfs"));

    assertThat(found()).containsExactly("text.gfs");
  }

  @Test
  void whatIsNotThereIsAnError() {
    assertThatThrownBy(() -> finder.add(directory.resolve("nowhere")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void rolledFilesOfOneDirectoryAreOneChainInTheOrderOfTime() throws IOException {
    archive("one/stats.gfs");
    archive("one/stats-01-100.gfs");
    archive("one/stats-01-99.gfs");
    archive("one/stats.gfs-01-01.gz");
    archive("two/stats.gfs");
    archive("two/server.gfs");
    finder.add(directory);

    assertThat(finder.chains())
        .extracting(ArchiveChain::memberName, this::names)
        .containsExactlyInAnyOrder(
            tuple(
                "stats",
                List.of(
                    "one/stats.gfs-01-01.gz",
                    "one/stats-01-99.gfs",
                    "one/stats-01-100.gfs",
                    "one/stats.gfs")),
            tuple("stats", List.of("two/stats.gfs")),
            tuple("server", List.of("two/server.gfs")));
  }

  @Test
  void theSamePathIsTakenOnceHoweverItIsWritten() throws IOException {
    archive("a.gfs");
    Path absolute = directory.resolve("a.gfs").toAbsolutePath();
    finder.add(directory);
    finder.add(Path.of("").toAbsolutePath().relativize(absolute));

    assertThat(finder.chains()).singleElement().extracting(c -> c.sources().size()).isEqualTo(1);
    assertThat(finder.remarks())
        .singleElement()
        .satisfies(text -> assertThat(text).endsWith("a.gfs: given more than once, taken once"));
  }

  @Test
  void aSourceTellsItsSizeAndGivesItsBytesAgainAndAgain() throws IOException {
    archive("a.gfs");
    finder.add(directory);
    ArchiveSource source = finder.chains().get(0).sources().get(0);

    assertThat(source.sizeBytes()).hasValue(bytes().length);
    for (int i = 0; i < 2; i++) {
      try (InputStream input = source.openBytes()) {
        assertThat(input.readAllBytes()).isEqualTo(bytes());
      }
    }
  }

  private void archive(String name) {
    HandmadeArchive.begun().to(directory.resolve(name));
  }

  private static byte[] bytes() {
    return HandmadeArchive.begun().toBytes();
  }

  private List<String> found() {
    return finder.chains().stream().flatMap(chain -> names(chain).stream()).toList();
  }

  private List<String> names(ArchiveChain chain) {
    return chain.sources().stream()
        .map(source -> directory.relativize(source.file().orElseThrow()).toString())
        .toList();
  }
}
