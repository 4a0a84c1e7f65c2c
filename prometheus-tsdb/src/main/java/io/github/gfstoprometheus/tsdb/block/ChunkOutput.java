package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.chunks.SegmentWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** Where chunks go that are encoded: where they may be shared, equal ones once. */
interface ChunkOutput {
  /** Writes a chunk, or finds it written, and returns its reference. */
  long append(byte[] data) throws IOException;

  /** The output that a policy asks for. */
  static ChunkOutput of(BlockPolicy policy, SegmentWriter segments) {
    return policy.placement() == ChunkPlacement.SHARED ? new Shared(segments) : segments::append;
  }

  /**
   * Remembers some megabytes of chunks, and then forgets all and begins anew: those that many
   * series have are soon known again.
   */
  final class Shared implements ChunkOutput {
    private static final int MAX_BYTES = 4 << 20;
    private static final int ENTRY_BYTES = 128;

    private final SegmentWriter segments;
    private final Map<ByteBuffer, Long> references = new HashMap<>();
    private int heldBytes;

    Shared(SegmentWriter segments) {
      this.segments = segments;
    }

    @Override
    public long append(byte[] data) throws IOException {
      ByteBuffer key = ByteBuffer.wrap(data);
      Long known = references.get(key);
      if (known != null) {
        return known;
      }
      long reference = segments.append(data);
      heldBytes += ENTRY_BYTES + data.length;
      if (heldBytes > MAX_BYTES) {
        references.clear();
        heldBytes = 0;
      } else {
        references.put(key, reference);
      }
      return reference;
    }
  }
}
