package io.github.gfstoprometheus.archive;

/**
 * What stands after the last whole token, as far as the archive has been read.
 *
 * @param position the offset in bytes, in the (uncompressed) archive, just after the last whole
 *     token
 * @param pendingBytes how many bytes after it have been read that are not a whole token yet
 * @param compressedStreamTorn whether a gzip stream stops before its end: its writer is still at
 *     work, or was killed
 */
public record Tail(long position, long pendingBytes, boolean compressedStreamTorn) {
  /**
   * Says whether the archive ends where a token ends, and a gzip stream where it may end.
   *
   * @return false if the tail is torn
   */
  public boolean isWhole() {
    return pendingBytes == 0 && !compressedStreamTorn;
  }
}
