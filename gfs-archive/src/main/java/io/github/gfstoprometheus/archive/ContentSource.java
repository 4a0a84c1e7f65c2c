package io.github.gfstoprometheus.archive;

import java.io.IOException;

/** Plain or gzip, as the first two bytes say: names of archives lie. */
final class ContentSource implements ByteSource {
  private final String archive;
  private final ByteSource raw;
  private boolean gzipMagicBegun;
  // Set once the content is known.
  private ByteSource content;

  ContentSource(String archive, ByteSource raw) {
    this.archive = archive;
    this.raw = raw;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (content == null) {
      int count = gzipMagicBegun ? 0 : raw.read(target, offset, 1);
      if (count > 0 && (target[offset] & 0xFF) == GzipHeader.MAGIC_1) {
        gzipMagicBegun = true;
      } else if (!gzipMagicBegun) {
        // Not one byte more is asked for: a pipe may have no more yet.
        content = count > 0 ? raw : null;
        return count;
      }
      if (raw.read(target, offset, 1) == 0) {
        return 0;
      }
      if ((target[offset] & 0xFF) != GzipHeader.MAGIC_2) {
        throw RefusedArchiveException.notAnArchive(archive, GzipHeader.MAGIC_1);
      }
      content = GzipSource.afterMagic(archive, raw);
    }
    return content.read(target, offset, length);
  }

  @Override
  public long rawBytes() {
    return raw.rawBytes();
  }

  @Override
  public boolean isTorn() {
    return content == null ? gzipMagicBegun : content.isTorn();
  }

  @Override
  public void close() throws IOException {
    if (content == null) {
      raw.close();
    } else {
      content.close();
    }
  }
}
