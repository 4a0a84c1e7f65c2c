package io.github.gfstoprometheus.blocks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The conversions into a data directory; each change is on the disk when it returns. */
final class Ledger {
  private final LedgerFile file;
  private final List<LedgerEntry> entries;

  private Ledger(LedgerFile file, List<LedgerEntry> entries) {
    this.file = file;
    this.entries = entries;
  }

  static Ledger read(Path directory) throws IOException {
    LedgerFile file = new LedgerFile(directory);
    return new Ledger(file, file.read());
  }

  /** The entries as they are now. */
  List<LedgerEntry> entries() {
    return List.copyOf(entries);
  }

  void replace(LedgerEntry before, LedgerEntry after) throws IOException {
    entries.remove(before);
    entries.add(after);
    file.write(entries);
  }

  void remove(LedgerEntry entry) throws IOException {
    entries.remove(entry);
    file.write(entries);
  }
}
