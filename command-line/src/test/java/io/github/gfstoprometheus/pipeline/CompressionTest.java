package io.github.gfstoprometheus.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class CompressionTest {
  private static final byte[] TEXT = text(500_000);

  @Test
  void namesOfFilesTellTheCompression() {
    assertThat(Compression.ofName("a.jsonl.gz")).isEqualTo(Compression.GZIP);
    assertThat(Compression.ofName("A.OM.ZST")).isEqualTo(Compression.ZSTD);
    assertThat(Compression.ofName("gz")).isEqualTo(Compression.NONE);
    assertThat(Compression.ofName("")).isEqualTo(Compression.NONE);
    assertThat(Compression.nameInside("a.jsonl.gz")).isEqualTo("a.jsonl");
    assertThat(Compression.nameInside("a.jsonl")).isEqualTo("a.jsonl");
  }

  @ParameterizedTest
  @EnumSource
  void whatWasCompressedIsReadAgain(Compression compression) throws IOException {
    for (int length : new int[] {0, 1, 65_535, 65_536, 65_537, TEXT.length}) {
      byte[] content = Arrays.copyOf(TEXT, length);
      assertThat(decompressed(compression, compressed(compression, content))).isEqualTo(content);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void compressionMakesTextSmaller(Compression compression) throws IOException {
    assertThat(compressed(compression, TEXT).length).isLessThan(TEXT.length * 2 / 3);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void membersOneAfterTheOtherAreReadThoughThePipeHasNothingAtTheMoment(Compression compression)
      throws IOException {
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.write(compressed(compression, "one ".getBytes(UTF_8)));
    members.write(compressed(compression, new byte[0]));
    members.write(compressed(compression, "two".getBytes(UTF_8)));
    InputStream pipe = new OneByteAtATime(members.toByteArray());
    assertThat(compression.decompress(pipe).readAllBytes()).isEqualTo("one two".getBytes(UTF_8));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void tornDataIsReadUpToTheTearAndThenTold(Compression compression) throws IOException {
    byte[] whole = compressed(compression, TEXT);
    for (int length : new int[] {whole.length / 2, whole.length - 20, whole.length - 1}) {
      ByteArrayOutputStream read = new ByteArrayOutputStream();
      InputStream torn =
          compression.decompress(new ByteArrayInputStream(Arrays.copyOf(whole, length)));
      assertThatThrownBy(() -> torn.transferTo(read))
          .isInstanceOf(EOFException.class)
          .hasMessageContaining("found the end of the input: it was cut");
      assertThat(read.size()).as("of %s bytes", length).isGreaterThan(TEXT.length / 4);
      assertThat(read.toByteArray()).isEqualTo(Arrays.copyOf(TEXT, read.size()));
    }
  }

  @Test
  void tornGzipDataLosesNothingThatInflates() throws IOException {
    byte[] whole = compressed(Compression.GZIP, TEXT);
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    InputStream torn =
        Compression.GZIP.decompress(
            new ByteArrayInputStream(Arrays.copyOf(whole, whole.length - 8)));
    assertThatThrownBy(() -> torn.transferTo(read)).isInstanceOf(EOFException.class);
    assertThat(read.toByteArray()).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void otherBytesAreTold(Compression compression) throws IOException {
    byte[] whole = compressed(compression, "one".getBytes(UTF_8));
    byte[] withRest = Arrays.copyOf(whole, whole.length + 30);
    Arrays.fill(withRest, whole.length, withRest.length, (byte) 'x');
    assertThatThrownBy(() -> decompressed(compression, withRest))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("data, found other or damaged bytes");
    assertThatThrownBy(() -> decompressed(compression, "{\"metric\":{}}".getBytes(UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("data, found other or damaged bytes");
  }

  private static byte[] text(int length) {
    Random random = new Random(17);
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(random.nextInt(100_000)).append(' ');
    }
    return Arrays.copyOf(text.toString().getBytes(UTF_8), length);
  }

  private static byte[] compressed(Compression compression, byte[] content) throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (OutputStream bytes = compression.compress(target)) {
      bytes.write(content);
    }
    return target.toByteArray();
  }

  private static byte[] decompressed(Compression compression, byte[] stored) throws IOException {
    try (InputStream content = compression.decompress(new ByteArrayInputStream(stored))) {
      return content.readAllBytes();
    }
  }

  /** A pipe whose writer is slow. */
  private static final class OneByteAtATime extends FilterInputStream {
    OneByteAtATime(byte[] bytes) {
      super(new ByteArrayInputStream(bytes));
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return super.read(target, offset, Math.min(1, length));
    }

    @Override
    public int available() {
      return 0;
    }
  }
}
