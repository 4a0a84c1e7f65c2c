package io.github.gfstoprometheus.tsdb.index;

import io.github.gfstoprometheus.tsdb.io.FileOutput;
import java.io.IOException;

/** Where the postings of each label begin; filled while they are written, written after them. */
final class OffsetTable {
  private final ByteArray entries = new ByteArray();
  private int count;

  void put(String name, String value, long offset) {
    entries.put(IndexFormat.OFFSET_KEYS);
    entries.putText(name);
    entries.putText(value);
    entries.putUvarint(offset);
    count++;
  }

  void writeTo(FileOutput output) throws IOException {
    output.writeInt(Integer.BYTES + entries.size());
    output.beginChecksum();
    output.writeInt(count);
    output.write(entries.bytes(), 0, entries.size());
    output.writeChecksum();
  }
}
