package io.github.gfstoprometheus.listing;

import io.github.gfstoprometheus.archives.ArchiveSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How an archive is stored.
 *
 * @param packing whether it is compressed by itself, whatever its container does
 * @param container the zip or tar file that it is in
 * @param bytes how long it is as it is stored, where that is known
 */
public record Storage(Packing packing, Optional<String> container, OptionalLong bytes) {
  private static final byte[] GZIP_MAGIC = {0x1f, (byte) 0x8b};
  private static final String INSIDE = "!/";

  /** Whether an archive is compressed. */
  public enum Packing {
    /** It is not. */
    PLAIN,
    /** It is. */
    GZIP
  }

  static Storage of(ArchiveSource source) {
    return new Storage(packing(source), container(source), source.sizeBytes());
  }

  /** In a container the name must do: to look into a .tar.gz takes all that is before. */
  private static Packing packing(ArchiveSource source) {
    if (source.file().isEmpty()) {
      boolean named = source.name().toLowerCase(Locale.ROOT).endsWith(".gz");
      return named ? Packing.GZIP : Packing.PLAIN;
    }
    try (InputStream bytes = source.openBytes()) {
      boolean begins = Arrays.equals(bytes.readNBytes(GZIP_MAGIC.length), GZIP_MAGIC);
      return begins ? Packing.GZIP : Packing.PLAIN;
    } catch (IOException e) {
      return Packing.PLAIN; // who reads it meets the failure, and tells
    }
  }

  private static Optional<String> container(ArchiveSource source) {
    int end = source.name().indexOf(INSIDE);
    return source.file().isPresent() || end < 0
        ? Optional.empty()
        : Optional.of(source.name().substring(0, end));
  }
}
