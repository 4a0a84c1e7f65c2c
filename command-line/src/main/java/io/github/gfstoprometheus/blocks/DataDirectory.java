package io.github.gfstoprometheus.blocks;

import io.github.gfstoprometheus.tsdb.block.BlockMeta;
import io.github.gfstoprometheus.tsdb.block.Blocks;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A data directory with the ledger of what was converted into it, locked against other runs.
 *
 * <p>A block is entered before it appears, and a conversion is marked complete after its last one.
 * So what a killed run left of a file is known, and goes when the conversion is done again.
 * Standard input is not entered: what a killed run left of it may be all that there is.
 *
 * <p>Several conversions may use it at the same time.
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
   * The finished conversion of this content in the same way, if there was one and its blocks are
   * still there, or have been compacted into others that are.
   */
  synchronized Optional<LedgerEntry> finished(List<LedgerEntry.Source> sources, String options)
      throws IOException {
    Set<String> held = new HashSet<>();
    for (BlockMeta block : Blocks.metas(directory)) {
      held.add(block.ulid());
      held.addAll(block.sources());
    }
    return entries.stream()
        .filter(entry -> entry.complete() && entry.isOf(sources, options))
        .filter(entry -> held.containsAll(entry.blocks()))
        .findFirst();
  }

  /** Enters how far a conversion has come, in the place of what was entered of it before. */
  synchronized void replace(LedgerEntry before, LedgerEntry after) throws IOException {
    entries.remove(before);
    entries.add(after);
    file.write(entries);
  }

  /**
   * Removes the blocks of earlier conversions of the same archives that a complete one covers. A
   * block that reaches further stays, such as one of an archive that its member has deleted since.
   */
  synchronized void removeSuperseded(LedgerEntry complete) throws IOException {
    Map<String, BlockMeta> present = new HashMap<>();
    Blocks.metas(directory).forEach(block -> present.put(block.ulid(), block));
    List<LedgerEntry> kept = new ArrayList<>();
    for (LedgerEntry entry : entries) {
      if (entry.equals(complete) || !entry.sharesArchive(complete)) {
        kept.add(entry);
        continue;
      }
      List<String> rest = new ArrayList<>();
      for (String ulid : entry.blocks()) {
        Optional<BlockMeta> block = Optional.ofNullable(present.get(ulid));
        if (complete.blocks().contains(ulid)) {
          continue;
        }
        if (block.isPresent() && !complete.covers(block.get())) {
          rest.add(ulid);
        } else {
          Blocks.delete(directory, ulid);
        }
      }
      if (!rest.isEmpty()) {
        kept.add(entry.withBlocks(rest));
      }
    }
    if (!kept.equals(entries)) {
      entries.clear();
      entries.addAll(kept);
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
