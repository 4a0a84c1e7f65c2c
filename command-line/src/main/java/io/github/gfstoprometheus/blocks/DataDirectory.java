package io.github.gfstoprometheus.blocks;

import io.github.gfstoprometheus.tsdb.block.Blocks;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * A data directory with the ledger of what was converted into it, locked against other runs.
 *
 * <p>A block is entered before it appears, and a conversion is marked complete after its last one.
 * So whatever a killed run left behind is known, and goes when the conversion is done again.
 */
public final class DataDirectory implements Closeable {
  private static final String LOCK_NAME = "gfs-to-prometheus.lock";

  private final Path directory;
  private final FileChannel lockChannel;
  private final LedgerFile file;
  private final List<LedgerEntry> entries;

  private DataDirectory(
      Path directory, FileChannel lockChannel, LedgerFile file, List<LedgerEntry> entries) {
    this.directory = directory;
    this.lockChannel = lockChannel;
    this.file = file;
    this.entries = entries;
  }

  /**
   * Opens or creates the directory.
   *
   * @throws IOException if another run is using it
   */
  public static DataDirectory open(Path directory) throws IOException {
    Files.createDirectories(directory);
    FileChannel channel =
        FileChannel.open(
            directory.resolve(LOCK_NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      lock(directory, channel);
      LedgerFile file = new LedgerFile(directory);
      return new DataDirectory(directory, channel, file, file.read());
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Where the blocks are. */
  public Path path() {
    return directory;
  }

  @Override
  public void close() throws IOException {
    lockChannel.close();
  }

  /**
   * The finished conversion of the same content in the same way, if there was one. Prometheus may
   * have compacted its blocks into others; but where there are no blocks at all, they are gone.
   */
  Optional<LedgerEntry> finished(List<LedgerEntry.Source> sources, String options)
      throws IOException {
    boolean isEmpty = Blocks.list(directory).isEmpty();
    return entries.stream()
        .filter(entry -> entry.complete() && entry.isOf(sources, options))
        .filter(entry -> entry.blocks().isEmpty() || !isEmpty)
        .findFirst();
  }

  /** Enters how far a conversion has come, in the place of what was entered of it before. */
  void replace(LedgerEntry before, LedgerEntry after) throws IOException {
    entries.remove(before);
    entries.add(after);
    file.write(entries);
  }

  /** Removes the blocks of earlier conversions that a complete one holds again. */
  void removeSuperseded(LedgerEntry complete) throws IOException {
    List<LedgerEntry> superseded =
        entries.stream()
            .filter(entry -> !entry.equals(complete))
            .filter(entry -> entry.isSupersededBy(complete.sources(), complete.options()))
            .toList();
    for (LedgerEntry entry : superseded) {
      List<String> superseding = complete.blocks();
      for (String block : entry.blocks()) {
        if (!superseding.contains(block)) {
          Blocks.delete(directory, block);
        }
      }
    }
    if (entries.removeAll(superseded)) {
      file.write(entries);
    }
  }

  @SuppressWarnings("resource") // the lock lives as long as its channel
  private static void lock(Path directory, FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      throw new IOException(busy(directory), e);
    }
    throw new IOException(busy(directory));
  }

  private static String busy(Path directory) {
    return directory + ": another run is writing there; wait for it or choose another --output";
  }
}
