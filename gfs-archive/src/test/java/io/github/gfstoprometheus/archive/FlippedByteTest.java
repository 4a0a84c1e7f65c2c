package io.github.gfstoprometheus.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/**
 * Damages archives everywhere. Each test passes if only tokens or an {@link ArchiveException} come
 * out; the fork's heap of 64 MB is the bound on what a damaged length may cost.
 */
class FlippedByteTest {
  private static final byte[] ARCHIVE = ArchiveBytes.ofAllTokens().toByteArray();

  @Test
  void heapIsBoundedTo64Megabytes() {
    assertThat(Runtime.getRuntime().maxMemory()).isLessThanOrEqualTo(64L << 20);
  }

  @Test
  void eachOtherValueOfEachByteYieldsTokensOrAnArchiveException() {
    byte[] damaged = ARCHIVE.clone();
    for (int i = 0; i < damaged.length; i++) {
      for (int difference = 1; difference < 256; difference++) {
        damaged[i] = (byte) (ARCHIVE[i] ^ difference);
        readAsFarAsPossible(damaged);
      }
      damaged[i] = ARCHIVE[i];
    }
  }

  @Test
  void eachOtherValueOfEachCompressedByteYieldsTokensOrAnArchiveException() throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(ARCHIVE);
    }
    byte[] whole = compressed.toByteArray();
    byte[] damaged = whole.clone();
    for (int i = 0; i < damaged.length; i++) {
      for (int difference = 1; difference < 256; difference++) {
        damaged[i] = (byte) (whole[i] ^ difference);
        readAsFarAsPossible(damaged);
      }
      damaged[i] = whole[i];
    }
  }

  @Test
  void noiseBehindAHeaderYieldsTokensOrAnArchiveException() {
    byte[] header =
        ArchiveBytes.archive()
            .type(1, "Cache", new ArchiveBytes.Stat("puts", 6), new ArchiveBytes.Stat("load", 8))
            .create(0, "a", 1, 1)
            .create(1, "b", 1, 1)
            .toByteArray();
    for (int seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      byte[] noise = new byte[header.length + 64];
      for (int i = 0; i < noise.length; i++) {
        // Small numbers, and the marks, are what gets deep into the decoders.
        noise[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : random.nextInt(6) - 1);
      }
      System.arraycopy(header, 0, noise, 0, header.length);
      readAsFarAsPossible(noise);
    }
  }

  private static void readAsFarAsPossible(byte[] archive) {
    try (ArchiveReader reader =
        new ArchiveReader(new ByteArrayInputStream(archive), "test.gfs", 256, 1 << 20)) {
      reader.readAll(new TokenSum());
    } catch (ArchiveException e) {
      assertThat(e.position()).isNotNegative();
    } catch (IOException e) {
      throw new AssertionError("neither tokens nor an archive exception", e);
    }
  }
}
