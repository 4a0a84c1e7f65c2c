package io.github.gfstoprometheus.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GzipArchiveTest {
  private static final int TRAILER_BYTES = 8;

  private static final byte[] ARCHIVE = ArchiveBytes.ofAllTokens().toByteArray();
  private static final byte[] GZIP = gzip(ARCHIVE);

  @Test
  void gzipIsRecognisedByItsContent() throws IOException {
    assertThat(TokenLog.of(GZIP)).isEqualTo(TokenLog.of(ARCHIVE));
  }

  @Test
  void wholeStreamIsNotTornAndItsCompressedBytesAreCounted() throws IOException {
    try (ArchiveReader reader = ArchiveBytes.open(GZIP)) {
      reader.readAll(new ArchiveVisitor() {});

      assertThat(reader.tail()).isEqualTo(new Tail(ARCHIVE.length, 0, false));
      assertThat(reader.bytesRead()).isEqualTo(GZIP.length);
    }
  }

  @Test
  void membersAreReadOneAfterAnother() throws IOException {
    for (int cut = 0; cut <= ARCHIVE.length; cut++) {
      byte[] members =
          concat(
              gzip(Arrays.copyOf(ARCHIVE, cut)),
              gzip(Arrays.copyOfRange(ARCHIVE, cut, ARCHIVE.length)));

      assertThat(TokenLog.of(members)).isEqualTo(TokenLog.of(ARCHIVE));
    }
  }

  @Test
  void everyPrefixYieldsAPrefixOfTheTokensAndIsTorn() throws IOException {
    List<String> all = TokenLog.of(ARCHIVE);
    for (int length = 1; length < GZIP.length; length++) {
      TokenLog log = new TokenLog();
      try (ArchiveReader reader = ArchiveBytes.open(Arrays.copyOf(GZIP, length))) {
        reader.readAll(log);

        assertThat(reader.tail().compressedStreamTorn()).isTrue();
        assertThat(reader.tail().isWhole()).isFalse();
      }
      assertThat(log.tokens()).isEqualTo(all.subList(0, log.tokens().size()));
    }
  }

  @Test
  void missingTrailerCostsNoToken() throws IOException {
    for (int missing = 1; missing <= TRAILER_BYTES; missing++) {
      try (ArchiveReader reader = ArchiveBytes.open(Arrays.copyOf(GZIP, GZIP.length - missing))) {
        reader.readAll(new ArchiveVisitor() {});

        assertThat(reader.tail()).isEqualTo(new Tail(ARCHIVE.length, 0, true));
      }
    }
  }

  @Test
  void streamThatGrowsByteByByteYieldsEachTokenOnce(@TempDir Path directory) throws IOException {
    byte[] members = concat(GZIP, GZIP);
    Path file = Files.createFile(directory.resolve("live.gfs.gz"));
    TokenLog log = new TokenLog();
    try (ArchiveReader reader = ArchiveReader.open(file)) {
      for (byte next : members) {
        Files.write(file, new byte[] {next}, StandardOpenOption.APPEND);
        reader.readAll(log);
      }
      assertThat(reader.tail().isWhole()).isTrue();
    }

    assertThat(log.tokens()).isEqualTo(TokenLog.of(concat(ARCHIVE, ARCHIVE)));
  }

  @Test
  void optionalFieldsOfTheHeaderAreSkipped() throws IOException {
    byte[] header = {
      0x1F, (byte) 0x8B, 8, 0x1F, 1, 2, 3, 4, 0, 3, 2, 0, 'e', 'x', 'n', 0, 'c', 0, 9, 9
    };
    byte[] gzip = concat(header, Arrays.copyOfRange(GZIP, 10, GZIP.length));

    assertThat(TokenLog.of(gzip)).isEqualTo(TokenLog.of(ARCHIVE));
  }

  @Test
  void wrongChecksumIsMalformedAfterAllTokensWerePushed() throws IOException {
    byte[] damaged = GZIP.clone();
    damaged[GZIP.length - TRAILER_BYTES] ^= 1;

    assertMalformedAfterAllTokens(damaged, "CRC-32");
  }

  @Test
  void wrongLengthIsMalformedAfterAllTokensWerePushed() throws IOException {
    byte[] damaged = GZIP.clone();
    damaged[GZIP.length - 1] ^= 1;

    assertMalformedAfterAllTokens(damaged, "content of the length of the gzip trailer");
  }

  @Test
  void bytesBehindTheLastMemberAreMalformed() throws IOException {
    assertMalformedAfterAllTokens(concat(GZIP, new byte[] {0}), "the next gzip member");
  }

  @Test
  void corruptDeflateStreamIsMalformedAfterWhatInflatesBeforeIt() throws IOException {
    // A stored block of the archive, and then one of the reserved type.
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(Arrays.copyOf(GZIP, 10));
    bytes.write(0);
    bytes.write(ARCHIVE.length & 0xFF);
    bytes.write(ARCHIVE.length >> 8);
    bytes.write(~ARCHIVE.length & 0xFF);
    bytes.write(~ARCHIVE.length >> 8);
    bytes.write(ARCHIVE);
    bytes.write(0b110);

    assertMalformedAfterAllTokens(bytes.toByteArray(), "expected a deflate stream, found 'invalid");
  }

  @Test
  void otherGzipFileIsRefused() {
    byte[] text = gzip("hello".getBytes(StandardCharsets.US_ASCII));

    assertThatThrownBy(() -> TokenLog.of(text))
        .isInstanceOf(RefusedArchiveException.class)
        .hasMessageContaining("found byte 104; this is not a statistics archive");
  }

  @Test
  void firstByteOfGzipBeforeAnythingElseIsRefused() {
    assertThatThrownBy(() -> TokenLog.of(new byte[] {0x1F, 0x20}))
        .isInstanceOf(RefusedArchiveException.class)
        .hasMessageContaining("found byte 31; this is not a statistics archive");
  }

  @Test
  void otherCompressionMethodIsMalformed() {
    byte[] damaged = GZIP.clone();
    damaged[2] = 7;

    assertThatThrownBy(() -> TokenLog.of(damaged))
        .isInstanceOf(MalformedArchiveException.class)
        .hasMessageContaining(
            "expected a gzip member of compression method 8,"
                + " found byte 7 at byte 2 of the compressed file");
  }

  private static void assertMalformedAfterAllTokens(byte[] damaged, String message)
      throws IOException {
    TokenLog log = new TokenLog();
    Throwable thrown =
        catchThrowable(
            () -> {
              try (ArchiveReader reader = ArchiveBytes.open(damaged)) {
                reader.readAll(log);
              }
            });

    assertThat(thrown)
        .isInstanceOf(MalformedArchiveException.class)
        .hasMessageContaining("at byte " + ARCHIVE.length)
        .hasMessageContaining(message);
    assertThat(log.tokens()).isEqualTo(TokenLog.of(ARCHIVE));
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
