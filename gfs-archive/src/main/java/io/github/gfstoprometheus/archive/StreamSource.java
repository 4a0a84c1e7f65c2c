package io.github.gfstoprometheus.archive;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of an input stream as they are. */
final class StreamSource implements ByteSource {
  private final InputStream in;
  private long rawBytes;

  StreamSource(InputStream in) {
    this.in = in;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = in.read(target, offset, length);
    if (count <= 0) {
      return 0;
    }
    rawBytes += count;
    return count;
  }

  @Override
  public long rawBytes() {
    return rawBytes;
  }

  @Override
  public boolean isTorn() {
    return false;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
