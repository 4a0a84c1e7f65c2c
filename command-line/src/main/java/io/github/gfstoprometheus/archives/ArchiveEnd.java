package io.github.gfstoprometheus.archives;

import io.github.gfstoprometheus.archive.ArchiveReader;
import io.github.gfstoprometheus.archive.Tail;
import java.util.Optional;

/**
 * How an archive ends that has been read to its end, for people to read.
 *
 * @param problem why it is no archive, or not yet one
 * @param remark in what way it is torn, as is usual in a file that is being written
 */
public record ArchiveEnd(Optional<String> problem, Optional<String> remark) {
  private static final ArchiveEnd NONE = new ArchiveEnd(Optional.empty(), Optional.empty());

  /** Looks at what is behind the last whole token. */
  public static ArchiveEnd of(ArchiveReader reader) {
    Tail tail = reader.tail();
    if (tail.position() == 0) {
      return new ArchiveEnd(Optional.of("ends before an archive begins"), Optional.empty());
    }
    if (tail.pendingBytes() > 0) {
      return remark(
          "ends within the token at byte "
              + tail.position()
              + ", as is usual in a file that is being written; all before it was read");
    }
    return tail.compressedStreamTorn()
        ? remark("the compressed stream has no end; all that it holds was read")
        : NONE;
  }

  private static ArchiveEnd remark(String text) {
    return new ArchiveEnd(Optional.empty(), Optional.of(text));
  }
}
