package io.github.gfstoprometheus.archive;

import static io.github.gfstoprometheus.archive.ArchiveBytes.archive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveReaderTest {
  @Test
  void positionIsBehindTheTokenThatIsPushed() throws IOException {
    ArchiveBytes archive = archive();
    long headerEnd = archive.size();
    archive.sample(1, s -> {});

    try (ArchiveReader reader = archive.open()) {
      assertThat(reader.position()).isZero();
      assertThat(reader.next(new ArchiveVisitor() {})).isTrue();
      assertThat(reader.position()).isEqualTo(headerEnd);
      assertThat(reader.next(new ArchiveVisitor() {})).isTrue();
      assertThat(reader.next(new ArchiveVisitor() {})).isFalse();
      assertThat(reader.tail()).isEqualTo(new Tail(archive.size(), 0, false));
      assertThat(reader.bytesRead()).isEqualTo(archive.size());
    }
  }

  @Test
  void visitorThatThrowsLeavesTheReaderIntact() throws IOException {
    ArchiveBytes archive = archive().sample(1, s -> {}).sample(1, s -> {});
    TokenLog log = new TokenLog();
    try (ArchiveReader reader = archive.open()) {
      reader.next(log);
      assertThatThrownBy(
              () ->
                  reader.next(
                      new ArchiveVisitor() {
                        @Override
                        public void sample(Sample sample) {
                          throw new IllegalStateException("full");
                        }
                      }))
          .hasMessage("full");
      reader.readAll(log);
    }

    assertThat(log.tokens()).last().isEqualTo("sample 1500000000002");
    assertThat(log.tokens()).hasSize(2);
  }

  @Test
  void closedReaderReadsNoMore() throws IOException {
    ArchiveReader reader = archive().open();
    reader.close();

    assertThatThrownBy(() -> reader.next(new ArchiveVisitor() {}))
        .isInstanceOf(IOException.class)
        .hasMessage("test.gfs: the reader is closed");
  }

  @Test
  void fileIsReadByItsPath(@TempDir Path directory) throws IOException {
    Path file = Files.write(directory.resolve("a.gfs"), ArchiveBytes.ofAllTokens().toByteArray());
    TokenLog log = new TokenLog();
    try (ArchiveReader reader = ArchiveReader.open(file)) {
      reader.readAll(log);
    }

    assertThat(log.tokens()).isEqualTo(ArchiveBytes.ofAllTokens().tokens());
    assertThatThrownBy(() -> ArchiveReader.open(directory.resolve("missing.gfs")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
