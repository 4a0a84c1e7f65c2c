package io.github.gfstoprometheus.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The guarantees of the reader on real archives. Runs if the environment variable GFS_CORPUS names
 * a directory that holds some; see {@link Corpus}.
 */
@EnabledIfEnvironmentVariable(
    named = Corpus.VARIABLE,
    matches = ".+",
    disabledReason = "needs real archives, in the directory that GFS_CORPUS names")
class CorpusTest {
  /** A prime, so that cuts fall everywhere. */
  private static final int STEP_BYTES = 4_099;

  static List<Path> archives() throws IOException {
    return Corpus.archives();
  }

  @ParameterizedTest
  @MethodSource("archives")
  void wholeArchiveIsReadToItsEnd(Path archive) throws IOException {
    TokenSum all = new TokenSum();
    try (ArchiveReader reader = ArchiveReader.open(archive)) {
      reader.readAll(all);

      assertThat(reader.tail().isWhole()).isTrue();
      assertThat(reader.bytesRead()).isEqualTo(Files.size(archive));
    }
    assertThat(all.samples()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("archives")
  void archiveThatArrivesInPiecesYieldsTheSameTokens(Path archive) throws IOException {
    TokenSum whole = new TokenSum();
    try (ArchiveReader reader = ArchiveReader.open(archive)) {
      reader.readAll(whole);
    }
    TokenSum pieces = new TokenSum();
    try (InputStream file = Files.newInputStream(archive);
        ArchiveReader reader = ArchiveReader.of(new PiecewiseStream(file), "pieces")) {
      for (long size = 0; size < Files.size(archive) + STEP_BYTES; size += STEP_BYTES) {
        reader.readAll(pieces);
      }
      assertThat(reader.tail().isWhole()).isTrue();
    }

    assertThat(pieces.samples()).isEqualTo(whole.samples());
    assertThat(pieces.checksum()).isEqualTo(whole.checksum());
  }

  @Test
  void archiveWhoseWriterForgotATypeIsMalformedAtTheFirstSampleOfIt() throws IOException {
    for (Path archive : Corpus.archivesWithoutAType()) {
      TokenSum all = new TokenSum();
      try (ArchiveReader reader = ArchiveReader.open(archive)) {
        assertThatThrownBy(() -> reader.readAll(all))
            .isInstanceOf(MalformedArchiveException.class)
            .hasMessageContaining("expected an instance whose type is known");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("archives")
  void damagedArchiveYieldsTokensOrAnArchiveException(Path archive) throws IOException {
    byte[] bytes = Files.readAllBytes(archive);
    Random random = new Random(bytes.length);
    for (int trial = 0; trial < 100; trial++) {
      int at = random.nextInt(bytes.length);
      byte good = bytes[at];
      bytes[at] ^= (byte) (1 + random.nextInt(255));
      try (ArchiveReader reader = ArchiveBytes.open(bytes)) {
        reader.readAll(new TokenSum());
      } catch (ArchiveException e) {
        assertThat(e.position()).isNotNegative();
      }
      bytes[at] = good;
    }
  }

  /** Ends for now after every few thousand bytes, as a file does that is still being written. */
  private static final class PiecewiseStream extends InputStream {
    private final InputStream in;
    private int piece = STEP_BYTES;

    PiecewiseStream(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() {
      throw new AssertionError("the reader asks for many bytes at once");
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (piece == 0) {
        piece = STEP_BYTES;
        return -1;
      }
      int count = in.read(target, offset, Math.min(piece, length));
      piece -= Math.max(0, count);
      return count;
    }
  }
}
