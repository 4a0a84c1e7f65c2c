package io.github.gfstoprometheus.ingest;

import io.github.gfstoprometheus.pipeline.Compression;
import java.io.IOException;
import java.io.InputStream;

/**
 * An input that is still to be opened.
 *
 * @param name how messages call it
 * @param bytes the bytes as they are stored
 */
public record IngestSource(
    String name, IngestFormat format, Compression compression, Opening bytes) {
  /** Opens the bytes of an input. */
  public interface Opening {
    /**
     * Returns the bytes, which are closed at their end.
     *
     * @throws IOException whose message says why they cannot be had
     */
    InputStream open() throws IOException;
  }
}
