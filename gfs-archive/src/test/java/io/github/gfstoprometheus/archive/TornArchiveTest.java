package io.github.gfstoprometheus.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TornArchiveTest {
  private static final byte[] ARCHIVE = ArchiveBytes.ofAllTokens().toByteArray();

  @Test
  void everyPrefixYieldsAPrefixOfTheTokens() throws IOException {
    List<String> all = TokenLog.of(ARCHIVE);
    int tokens = 0;
    for (int length = 0; length <= ARCHIVE.length; length++) {
      TokenLog log = new TokenLog();
      try (ArchiveReader reader = ArchiveBytes.open(Arrays.copyOf(ARCHIVE, length))) {
        reader.readAll(log);

        assertThat(log.tokens()).isEqualTo(all.subList(0, log.tokens().size()));
        assertThat(log.tokens()).hasSizeGreaterThanOrEqualTo(tokens);
        assertThat(reader.tail())
            .isEqualTo(new Tail(reader.position(), length - reader.position(), false));
        assertThat(reader.bytesRead()).isEqualTo(length);
      }
      tokens = log.tokens().size();
    }
    assertThat(tokens).isEqualTo(all.size());
  }

  @Test
  void liveFileThatGrowsByteByByteYieldsEachTokenOnceItIsWhole(@TempDir Path directory)
      throws IOException {
    Path file = Files.createFile(directory.resolve("live.gfs"));
    TokenLog log = new TokenLog();
    try (ArchiveReader reader = ArchiveReader.open(file)) {
      assertThat(reader.next(log)).isFalse();
      assertThat(reader.tail().isWhole()).isTrue();
      for (int length = 1; length <= ARCHIVE.length; length++) {
        Files.write(file, new byte[] {ARCHIVE[length - 1]}, StandardOpenOption.APPEND);
        reader.readAll(log);

        assertThat(log.tokens()).isEqualTo(TokenLog.of(Arrays.copyOf(ARCHIVE, length)));
      }
      assertThat(reader.tail()).isEqualTo(new Tail(ARCHIVE.length, 0, false));
    }
    assertThat(log.tokens()).isEqualTo(TokenLog.of(ARCHIVE));
  }

  @Test
  void tornTokenChangesNoValue() throws IOException {
    byte[] whole =
        ArchiveBytes.archive()
            .type(1, "Cache", new ArchiveBytes.Stat("puts", 6))
            .create(1, "a", 1, 1)
            .sample(1, s -> s.id(1).i8(0, 5).end())
            .sample(1, s -> s.id(1).i8(0, 5).end())
            .toByteArray();
    ResourceInstance[] instance = new ResourceInstance[1];
    try (ArchiveReader reader = ArchiveBytes.open(Arrays.copyOf(whole, whole.length - 1))) {
      reader.readAll(
          new ArchiveVisitor() {
            @Override
            public void instanceCreated(ResourceInstance created) {
              instance[0] = created;
            }
          });
    }

    assertThat(instance[0].rawValue(0)).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 16, 17, 100, 1 << 16})
  void bufferOfAnySizeYieldsTheSame(int initialBytes) throws IOException {
    TokenLog log = new TokenLog();
    try (ArchiveReader reader =
        new ArchiveReader(new ByteArrayInputStream(ARCHIVE), "test.gfs", initialBytes, 1 << 20)) {
      reader.readAll(log);
    }

    assertThat(log.tokens()).isEqualTo(TokenLog.of(ARCHIVE));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 13})
  void sourceThatGivesFewBytesAtATimeYieldsTheSame(int most) throws IOException {
    InputStream slow =
        new ByteArrayInputStream(ARCHIVE) {
          @Override
          public int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(most, length));
          }
        };
    TokenLog log = new TokenLog();
    try (ArchiveReader reader = ArchiveReader.of(slow, "slow")) {
      reader.readAll(log);
    }

    assertThat(log.tokens()).isEqualTo(TokenLog.of(ARCHIVE));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readingThatFailsMayBeTriedAgain(boolean compressed) throws IOException {
    byte[] bytes = compressed ? GzipArchiveTest.gzip(ARCHIVE) : ARCHIVE;
    InputStream failing =
        new ByteArrayInputStream(bytes) {
          private boolean fails;

          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            fails = !fails;
            if (fails) {
              throw new UncheckedIOException(new IOException("disk"));
            }
            return super.read(target, offset, Math.min(1, length));
          }
        };
    TokenLog log = new TokenLog();
    try (ArchiveReader reader = ArchiveReader.of(failing, "failing")) {
      while (!reader.tail().isWhole() || reader.bytesRead() < bytes.length) {
        try {
          reader.readAll(log);
        } catch (UncheckedIOException e) {
          assertThat(e).hasRootCauseMessage("disk");
        }
      }
    }

    assertThat(log.tokens()).isEqualTo(TokenLog.of(ARCHIVE));
  }

  @Test
  void lengthsInTheFileDecideNoAllocation() throws IOException {
    // A type that promises 254 statistics of long names, of which none has been written.
    ArchiveBytes promises =
        ArchiveBytes.archive().u8(1).i32(Integer.MAX_VALUE).u16(65535).u16(65535);
    try (ArchiveReader reader = promises.open()) {
      reader.readAll(new ArchiveVisitor() {});

      assertThat(reader.tail().isWhole()).isFalse();
      assertThat(reader.tail().pendingBytes()).isEqualTo(9);
    }
  }
}
