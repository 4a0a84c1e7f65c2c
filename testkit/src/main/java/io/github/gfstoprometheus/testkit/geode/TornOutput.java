package io.github.gfstoprometheus.testkit.geode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;

/** A buffer that passes on at a flush what came since the last one, torn. */
final class TornOutput extends WriterBuffer {

  private static final int MOST_PIECES = 4;

  private final OutputStream out;
  private final Tearing tearing;
  private final Random random;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();

  TornOutput(OutputStream out, Tearing tearing, Random random) {
    this.out = out;
    this.tearing = tearing;
    this.random = random;
  }

  @Override
  public void write(int singleByte) {
    held.write(singleByte);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    held.write(bytes, offset, length);
  }

  @Override
  public void flush() throws IOException {
    byte[] bytes = held.toByteArray();
    held.reset();
    int start = 0;
    if (tearing != Tearing.NONE && bytes.length > 0) {
      int pieces = random.nextInt(MOST_PIECES);
      for (int piece = 0; piece < pieces; piece++) {
        int end = start + random.nextInt(bytes.length - start + 1);
        pass(bytes, start, end);
        start = end;
      }
    }
    if (tearing == Tearing.HELD) {
      held.write(bytes, start, bytes.length - start);
    } else {
      pass(bytes, start, bytes.length);
    }
  }

  private void pass(byte[] bytes, int start, int end) throws IOException {
    out.write(bytes, start, end - start);
    out.flush();
  }

  @Override
  void drain() throws IOException {
    held.writeTo(out);
    held.reset();
    out.flush();
  }
}
