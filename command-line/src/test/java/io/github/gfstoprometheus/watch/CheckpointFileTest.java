package io.github.gfstoprometheus.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gfstoprometheus.convert.Inheritance;
import io.github.gfstoprometheus.members.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a watch remembers, and what is said of a file that it cannot have written. */
class CheckpointFileTest {
  private static final String TARGET = "http://prometheus:9090/api/v1/write";

  private static final MemberProgress FULL =
      new MemberProgress(
          "server-1 \u00fc\"",
          Optional.of("server"),
          List.of("/var/geode/a/stats", "/var/geode/b/stats"),
          1_500_000_000_001L,
          List.of("2026-11-23T06:00:00Z 4711 9c1e2a77"),
          new Inheritance(
              Optional.of(new Run(-4711, 1_499_999_999_999L)),
              List.of(new Inheritance.Numbered("Things", "twin", 12, 2))));

  private static final MemberProgress NEW =
      MemberProgress.none("locator-1", Optional.empty(), List.of("/var/geode/c/stats"));

  private static final Checkpoint CHECKPOINT =
      new Checkpoint(
          List.of(FULL, NEW),
          List.of("01ARZ3NDEKTSV4RRFFQ69G5FAV"),
          Optional.of(
              new Checkpoint.Publication(
                  "01ARZ3NDEKTSV4RRFFQ69G5FAW",
                  List.of("01ARZ3NDEKTSV4RRFFQ69G5FAV"),
                  List.of(FULL))));

  @TempDir private Path directory;
  private Path path;
  private CheckpointFile file;

  @BeforeEach
  void prepare() {
    path = directory.resolve("checkpoint.json");
    file = new CheckpointFile(path, TARGET);
  }

  @Test
  void whatWasWrittenIsReadAndReplacedAsAWhole() throws IOException {
    assertThat(file.read()).isEqualTo(Checkpoint.NONE);
    file.write(CHECKPOINT);
    assertThat(new CheckpointFile(path, TARGET).read()).isEqualTo(CHECKPOINT);
    file.write(Checkpoint.NONE);
    assertThat(file.read()).isEqualTo(Checkpoint.NONE);
    assertThat(directory).isDirectoryContaining(path::equals);
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(path);
    }
  }

  @Test
  void aMemberOfWhomNothingIsPublishedStaysOne() throws IOException {
    file.write(CHECKPOINT);
    assertThat(file.read().member("locator-1")).map(MemberProgress::isBegun).contains(false);
    assertThat(file.read().member("server-1 \u00fc\"")).map(MemberProgress::isBegun).contains(true);
    assertThat(file.read().member("nobody")).isEmpty();
  }

  @Test
  void aFileWithoutItsEndSaysHowToGoOn() throws IOException {
    file.write(CHECKPOINT);
    byte[] whole = Files.readAllBytes(path);
    for (int length = 0; length < whole.length - 1; length += 7) {
      Files.write(path, Arrays.copyOf(whole, length));
      assertThatThrownBy(file::read)
          .as("with %d of %d bytes", length, whole.length)
          .isInstanceOf(IOException.class)
          .hasMessageContaining(path.toString())
          .hasMessageContaining("expected what a watch has published, found something else")
          .hasMessageContaining("restore the file");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "[]",
        "null",
        "7",
        "\u0000\u0000\u0000\u0000",
        "{\"version\": 1}",
        "{\"version\": 1, \"target\": \"%s\"}",
        "{\"version\": 1, \"target\": \"%s\", \"members\": [], \"blocks\": []}",
        "{\"version\": 1, \"target\": \"%s\", \"members\": [{}], \"blocks\": [], \"next\": []}",
        "{\"version\": 1, \"target\": \"%s\", \"members\": [null], \"blocks\": [], \"next\": []}",
        "{\"version\": 1, \"target\": \"%s\", \"members\": [{\"name\": \"a\", \"type\": \"\","
            + " \"chains\": [], \"reached\": \"yesterday\", \"done\": [], \"run\": [],"
            + " \"numbers\": []}], \"blocks\": [], \"next\": []}",
        "{\"version\": 1, \"target\": \"%s\", \"members\": [{\"type\": \"\","
            + " \"chains\": [], \"reached\": \"\", \"done\": [], \"run\": [],"
            + " \"numbers\": []}], \"blocks\": [], \"next\": []}"
      })
  void whatNoWatchHasWrittenIsRefused(String content) throws IOException {
    Files.writeString(path, content.replace("%s", TARGET));
    assertThatThrownBy(file::read)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected what a watch has published, found something else")
        .hasMessageContaining("all that the archives hold is published again");
  }

  @Test
  void aFileOfANewerReleaseIsLeftAlone() throws IOException {
    file.write(CHECKPOINT);
    String newer = Files.readString(path).replaceFirst("\"version\"\\s*:\\s*1", "\"version\" : 2");
    Files.writeString(path, newer);
    assertThatThrownBy(file::read)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected version 1, found 2: use the release that wrote it");
    assertThat(path).hasContent(newer);
  }

  @Test
  void whatWasPublishedElsewhereIsNotTakenForPublishedHere() throws IOException {
    file.write(CHECKPOINT);
    assertThatThrownBy(() -> new CheckpointFile(path, "http://mimir/api/v1/push").read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected what is published to http://mimir/api/v1/push")
        .hasMessageContaining("found " + TARGET)
        .hasMessageContaining("--state");
  }

  @Test
  void aPublicationCountsWhenItHasBeenAndNotBefore() {
    MemberProgress later =
        new MemberProgress(
            FULL.name(),
            FULL.type(),
            FULL.chains(),
            FULL.reachedMillis() + 1000,
            List.of(),
            Inheritance.NONE);
    Checkpoint before =
        new Checkpoint(List.of(FULL, NEW), List.of("a", "b"), Optional.empty())
            .before(new Checkpoint.Publication("c", List.of("b"), List.of(later)));
    assertThat(before.members()).containsExactly(FULL, NEW);
    assertThat(before.withoutNext().next()).isEmpty();
    assertThat(before.withoutNext().members()).containsExactly(FULL, NEW);
    Checkpoint after = before.afterNext();
    assertThat(after.members()).containsExactly(later, NEW);
    assertThat(after.blocks()).containsExactly("a", "c");
    assertThat(after.next()).isEmpty();
  }
}
