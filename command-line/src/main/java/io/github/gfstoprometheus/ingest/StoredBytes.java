package io.github.gfstoprometheus.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/** The bytes of an input as they are stored, which are counted. */
final class StoredBytes extends FilterInputStream {
  private final AtomicLong count;

  StoredBytes(InputStream bytes, AtomicLong count) {
    super(bytes);
    this.count = count;
  }

  @Override
  public int read() throws IOException {
    int next = in.read();
    if (next >= 0) {
      count.incrementAndGet();
    }
    return next;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = in.read(target, offset, length);
    count.addAndGet(Math.max(0, read));
    return read;
  }
}
