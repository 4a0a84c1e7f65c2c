package io.github.gfstoprometheus.pipeline;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** How a stream of bytes is compressed. */
public enum Compression {
  /** Bytes as they are. */
  NONE("") {
    @Override
    public InputStream decompress(InputStream stored) {
      return stored;
    }

    @Override
    public OutputStream compress(OutputStream target) {
      return target;
    }
  },

  /**
   * Members of gzip, one after the other.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>
   */
  GZIP(".gz") {
    @Override
    public InputStream decompress(InputStream stored) throws IOException {
      return DecompressedInput.open(
          "gzip",
          stored,
          bytes -> {
            // The JDK's own takes a damaged second member for the end, and tells nobody.
            GzipCompressorInputStream content =
                GzipCompressorInputStream.builder()
                    .setInputStream(bytes)
                    .setBufferSize(BUFFER_BYTES)
                    .setDecompressConcatenated(true)
                    .get();
            return new DecompressedInput.Content(content, content::getBytesRead);
          });
    }

    @Override
    public OutputStream compress(OutputStream target) throws IOException {
      return new GZIPOutputStream(target, BUFFER_BYTES, true);
    }
  },

  /**
   * Frames of Zstandard, one after the other.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc8878">RFC 8878</a>
   */
  ZSTD(".zst") {
    @Override
    public InputStream decompress(InputStream stored) throws IOException {
      return DecompressedInput.open(
          "zstd",
          stored,
          // It hands out what it has before it fails.
          bytes -> new DecompressedInput.Content(new ZstdInputStream(bytes), () -> 0));
    }

    @Override
    public OutputStream compress(OutputStream target) throws IOException {
      return new ZstdOutputStream(target).setChecksum(true);
    }
  };

  private static final int BUFFER_BYTES = 64 * 1024;

  private final String suffix;

  Compression(String suffix) {
    this.suffix = suffix;
  }

  /** What the name of a file says: {@code .gz}, {@code .zst} or neither, in any case. */
  public static Compression ofName(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(compression -> compression != NONE && name.endsWith(compression.suffix))
        .findFirst()
        .orElse(NONE);
  }

  /** What the names of files end in that are compressed so. */
  public String suffix() {
    return suffix;
  }

  /** The name of a file without the suffix that says how it is compressed. */
  public static String nameInside(String fileName) {
    return fileName.substring(0, fileName.length() - ofName(fileName).suffix.length());
  }

  /**
   * The content of compressed bytes. All that comes before a torn end or a damaged place is read;
   * then an {@link java.io.EOFException} tells of the first, an {@link IOException} of the second.
   */
  public abstract InputStream decompress(InputStream stored) throws IOException;

  /** Compresses what is written to the returned stream; closing it ends the compressed data. */
  public abstract OutputStream compress(OutputStream target) throws IOException;

  /** The name as an option has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
