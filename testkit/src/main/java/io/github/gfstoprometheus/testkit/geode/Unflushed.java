package io.github.gfstoprometheus.testkit.geode;

import java.io.IOException;
import java.io.OutputStream;

/** A buffer without the lock that the JDK's takes for every byte, and deaf to flushes. */
final class Unflushed extends WriterBuffer {

  private final OutputStream out;
  private final byte[] buffer = new byte[1 << 16];
  private int used;

  Unflushed(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int singleByte) throws IOException {
    if (used == buffer.length) {
      drain();
    }
    buffer[used++] = (byte) singleByte;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    drain();
    out.write(bytes, offset, length);
  }

  @Override
  void drain() throws IOException {
    out.write(buffer, 0, used);
    used = 0;
  }
}
