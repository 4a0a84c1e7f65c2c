package io.github.gfstoprometheus.tsdb.index;

/**
 * The chunks of one series in the order of time, as the bytes that an index entry has of them.
 * Series with the same chunks have the same bytes.
 */
public final class ChunkList {
  private final ByteArray entries = new ByteArray();
  private int size;
  private long lastMaxMillis;
  private long lastReference;

  /** Creates an empty list. */
  public ChunkList() {}

  /** Empties the list, to be used again. */
  public void clear() {
    entries.clear();
    size = 0;
  }

  /** Adds a chunk, which begins after the one before it ends. */
  public void add(long minMillis, long maxMillis, long reference) {
    if (size == 0) {
      entries.putVarint(minMillis);
      entries.putUvarint(maxMillis - minMillis);
      entries.putUvarint(reference);
    } else {
      entries.putUvarint(minMillis - lastMaxMillis);
      entries.putUvarint(maxMillis - minMillis);
      entries.putVarint(reference - lastReference);
    }
    size++;
    lastMaxMillis = maxMillis;
    lastReference = reference;
  }

  /** How many chunks there are. */
  public int size() {
    return size;
  }

  void putTo(ByteArray entry) {
    entry.putUvarint(size);
    entry.put(entries.bytes(), 0, entries.size());
  }
}
