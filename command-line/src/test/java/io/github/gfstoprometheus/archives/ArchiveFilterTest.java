package io.github.gfstoprometheus.archives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.fixtures.Zip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveFilterTest {
  private static final byte[] ARCHIVE = HandmadeArchive.begun().toBytes();

  @TempDir private Path directory;

  @BeforeEach
  void writeArchives() throws IOException {
    for (String name : List.of("east/server-1/stats.gfs", "east/locator/stats.gfs", "top.gfs")) {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, ARCHIVE);
    }
    Zip.write(
        directory.resolve("export.zip"),
        Map.of("server-2/stats.gfs", ARCHIVE, "locator/late.gfs", ARCHIVE));
  }

  @Test
  void withoutGlobsAllIsFound() throws IOException {
    assertThat(found(List.of(), List.of())).hasSize(5);
  }

  @Test
  void aGlobWithoutSlashIsForTheName() throws IOException {
    assertThat(found(List.of("stats.*"), List.of()))
        .containsExactlyInAnyOrder(
            "east/server-1/stats.gfs", "east/locator/stats.gfs", "export.zip!/server-2/stats.gfs");
    assertThat(found(List.of(), List.of("stats.*")))
        .containsExactlyInAnyOrder("top.gfs", "export.zip!/locator/late.gfs");
  }

  @Test
  void aGlobWithSlashIsForThePathBelowTheDirectoryOrInTheContainer() throws IOException {
    assertThat(found(List.of("east/**"), List.of()))
        .containsExactlyInAnyOrder("east/server-1/stats.gfs", "east/locator/stats.gfs");
    assertThat(found(List.of("server-*/*"), List.of()))
        .containsExactly("export.zip!/server-2/stats.gfs");
    assertThat(found(List.of("export.zip!/locator/*"), List.of()))
        .containsExactly("export.zip!/locator/late.gfs");
  }

  @Test
  void anyDirectoryMayBeNoDirectory() throws IOException {
    assertThat(found(List.of("**/top.gfs"), List.of())).containsExactly("top.gfs");
    assertThat(found(List.of(), List.of("**/locator/**")))
        .containsExactlyInAnyOrder(
            "east/server-1/stats.gfs", "top.gfs", "export.zip!/server-2/stats.gfs");
  }

  @Test
  void whatIsSaidOfAContainerHoldsForWhatIsInIt() throws IOException {
    assertThat(found(List.of("*.zip"), List.of()))
        .containsExactlyInAnyOrder(
            "export.zip!/server-2/stats.gfs", "export.zip!/locator/late.gfs");
    assertThat(found(List.of(), List.of("*.zip")))
        .containsExactlyInAnyOrder("east/server-1/stats.gfs", "east/locator/stats.gfs", "top.gfs");
  }

  @Test
  void globsMayBeSeveralAndAnExcludeWins() throws IOException {
    assertThat(found(List.of("top.*", "east/**"), List.of("*/locator/*", "nothing")))
        .containsExactlyInAnyOrder("top.gfs", "east/server-1/stats.gfs");
  }

  @Test
  void aFileThatIsGivenItselfIsFilteredByItsName() throws IOException {
    ArchiveFinder finder = new ArchiveFinder(new ArchiveFilter(List.of(), List.of("top*")));
    finder.add(directory.resolve("top.gfs"));

    assertThat(finder.chains()).isEmpty();
  }

  @Test
  void whatIsNoGlobIsAnError() {
    assertThatThrownBy(() -> new ArchiveFilter(List.of("[a"), List.of()))
        .isInstanceOf(PatternSyntaxException.class);
  }

  private List<String> found(List<String> includes, List<String> excludes) throws IOException {
    ArchiveFinder finder = new ArchiveFinder(new ArchiveFilter(includes, excludes));
    finder.add(directory);
    assertThat(finder.problems()).isEmpty();
    return finder.chains().stream()
        .flatMap(chain -> chain.sources().stream())
        .map(source -> source.name().substring(directory.toString().length() + 1))
        .toList();
  }
}
