package io.github.gfstoprometheus.archive;

import java.io.Closeable;
import java.io.IOException;

/** Where the bytes of an archive come from. Its end may only be the end for now. */
interface ByteSource extends Closeable {
  /**
   * Reads some bytes, at least one unless there are none now.
   *
   * @param length how many at most, at least one
   * @return how many; 0 if there are none now, though a later call may find some
   * @throws MalformedArchiveException if the bytes before were the last that can be read
   */
  int read(byte[] target, int offset, int length) throws IOException;

  /** Returns how many bytes were taken from the file or stream itself, before decompression. */
  long rawBytes();

  /** Says whether the source, at the end for now, stops in the middle of a compressed stream. */
  boolean isTorn();
}
