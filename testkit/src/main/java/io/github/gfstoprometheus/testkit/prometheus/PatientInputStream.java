package io.github.gfstoprometheus.testkit.prometheus;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a pipe that is written line by line, as promtool's dump is. A reader that took each line at
 * once would have the system switch between two processes for every sample; one that lets the pipe
 * fill lets promtool work.
 */
final class PatientInputStream extends FilterInputStream {

  /** A quarter of a pipe on Linux: less than that is not worth waking up for. */
  private static final int WORTHWHILE_BYTES = 16 << 10;

  PatientInputStream(InputStream pipe) {
    super(pipe);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    if (read > 0 && read < WORTHWHILE_BYTES) {
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while promtool was read", e);
      }
    }
    return read;
  }
}
