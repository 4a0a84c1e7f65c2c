package io.github.gfstoprometheus.blocks;

import io.github.gfstoprometheus.tsdb.block.BlockMeta;
import io.github.gfstoprometheus.tsdb.block.BlockReader;
import io.github.gfstoprometheus.tsdb.block.BlockSeries;
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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A data directory with the ledger of what was converted into it, locked against other runs.
 *
 * <p>A block is entered before it appears, and a conversion is marked complete after its last one.
 * So what a killed run left is known, and the next one carries on from there. Standard input is not
 * entered: what a killed run left of it may be all that there is.
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
   * The finished conversion that has a member's archives as they are now, if all that is wanted is
   * there; its blocks are, or have been compacted into others that are.
   */
  Optional<LedgerEntry> finished(LedgerEntry.Member member, LedgerEntry.Manner wanted)
      throws IOException {
    Set<String> held = new HashSet<>();
    for (BlockMeta block : Blocks.metas(directory)) {
      held.add(block.ulid());
      held.addAll(block.sources());
    }
    return entries.stream()
        .filter(entry -> entry.complete() && entry.manner().suffices(wanted))
        .filter(entry -> held.containsAll(entry.blocks()))
        .filter(entry -> entry.members().stream().anyMatch(known -> known.holds(member)))
        .findFirst();
  }

  /**
   * The members that share blocks with those that a conversion is about to replace. If they are
   * converted with it, those blocks can go.
   */
  boolean sharesBlocks(LedgerEntry begun, LedgerEntry.Member member) {
    return entries.stream()
        .filter(entry -> entry.members().stream().anyMatch(old -> begun.replaces(entry, old)))
        .flatMap(entry -> entry.members().stream())
        .anyMatch(old -> old.sharesArchive(member));
  }

  /**
   * How far a conversion that was ended before its time has come: what was entered of it, with the
   * blocks that appeared.
   */
  Optional<Unfinished> unfinished(LedgerEntry begun) throws IOException {
    for (LedgerEntry entry : entries) {
      if (!entry.complete() && entry.isSameAs(begun)) {
        List<BlockMeta> there = new ArrayList<>();
        Set<String> names = entry.blockSet();
        for (BlockMeta block : Blocks.metas(directory)) {
          if (names.contains(block.ulid())) {
            there.add(block);
          }
        }
        List<String> first = entry.blocks().subList(0, there.size());
        if (!there.isEmpty() && there.stream().map(BlockMeta::ulid).allMatch(first::contains)) {
          return Optional.of(new Unfinished(entry, there));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * A conversion that can be carried on with.
   *
   * @param blocks those that appeared; they hold all samples before the last one's end
   */
  record Unfinished(LedgerEntry entry, List<BlockMeta> blocks) {
    List<String> names() {
      return blocks.stream().map(BlockMeta::ulid).toList();
    }

    long endMillis() {
      return blocks.stream().mapToLong(BlockMeta::endMillis).max().orElseThrow();
    }
  }

  /** Removes what a conversion had begun to write that was ended before its time. */
  void removeUnpublished(Unfinished before) throws IOException {
    List<String> unpublished = new ArrayList<>(before.entry().blocks());
    unpublished.removeAll(before.names());
    for (String ulid : unpublished) {
      Blocks.delete(directory, ulid);
    }
  }

  /** Enters how far a conversion has come, in the place of what was entered of it before. */
  void replace(LedgerEntry before, LedgerEntry after) throws IOException {
    entries.remove(before);
    entries.add(after);
    file.write(entries);
  }

  /**
   * Removes the blocks of earlier conversions that a complete one replaces: all of their members,
   * and all that they hold of them. A block stays that reaches further, such as one of an archive
   * that its member has deleted since.
   *
   * @return how many blocks stay though they hold what the complete one has too
   */
  int removeSuperseded(LedgerEntry complete) throws IOException {
    Set<String> present = Set.copyOf(Blocks.list(directory));
    List<LedgerEntry> kept = new ArrayList<>();
    int overlapping = 0;
    for (LedgerEntry entry : entries) {
      LedgerEntry rest = entry.without(member -> complete.replaces(entry, member));
      if (entry.equals(complete) || rest.equals(entry)) {
        kept.add(entry);
        continue;
      }
      if (!rest.members().isEmpty()) {
        kept.add(rest);
        overlapping += (int) rest.blocks().stream().filter(present::contains).count();
        continue;
      }
      List<String> staying = new ArrayList<>();
      for (String ulid : entry.blocks()) {
        if (complete.blocks().contains(ulid)) {
          continue;
        }
        if (present.contains(ulid) && !complete.covers(seriesOf(ulid))) {
          staying.add(ulid);
        } else {
          Blocks.delete(directory, ulid);
        }
      }
      if (!staying.isEmpty()) {
        kept.add(entry.withBlocks(staying));
      }
    }
    if (!kept.equals(entries)) {
      entries.clear();
      entries.addAll(kept);
      file.write(entries);
    }
    return overlapping;
  }

  private List<BlockSeries> seriesOf(String ulid) throws IOException {
    return BlockReader.open(directory.resolve(ulid)).series();
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
