package io.github.gfstoprometheus.blocks;

import io.github.gfstoprometheus.blocks.LedgerEntry.State;
import io.github.gfstoprometheus.tsdb.block.BlockExcerpt;
import io.github.gfstoprometheus.tsdb.block.BlockMeta;
import io.github.gfstoprometheus.tsdb.block.BlockReader;
import io.github.gfstoprometheus.tsdb.block.BlockSeries;
import io.github.gfstoprometheus.tsdb.block.Blocks;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
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
import java.util.function.Predicate;

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
   * The finished conversions whose blocks are all there, or have been compacted into others that
   * are.
   */
  List<LedgerEntry> finished() throws IOException {
    Set<String> held = new HashSet<>();
    for (BlockMeta block : Blocks.metas(directory)) {
      held.add(block.ulid());
      held.addAll(block.sources());
    }
    return entries.stream()
        .filter(entry -> entry.state() == State.COMPLETE && held.containsAll(entry.blocks()))
        .toList();
  }

  /**
   * Whether a member shares blocks with one that a conversion is about to replace. If it is
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
      if (entry.state() == State.BEGUN && entry.isSameAs(begun)) {
        List<BlockMeta> there = new ArrayList<>();
        Set<String> names = Set.copyOf(entry.blocks());
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
   * Takes out of the blocks of earlier conversions what a complete one replaces: the series of its
   * members, and blocks that hold nothing else. What reaches further stays, such as the series of
   * an archive that its member has deleted since.
   */
  void removeSuperseded(LedgerEntry complete) throws IOException {
    for (LedgerEntry entry : List.copyOf(entries)) {
      LedgerEntry rest = entry.without(member -> complete.replaces(entry, member));
      if (!entry.equals(complete) && !rest.equals(entry)) {
        removeSuperseded(entry, rest, complete);
      }
    }
  }

  private void removeSuperseded(LedgerEntry entry, LedgerEntry rest, LedgerEntry complete)
      throws IOException {
    Set<String> present = Set.copyOf(Blocks.list(directory));
    LedgerEntry entered = entry;
    List<String> staying = new ArrayList<>();
    boolean reachesFurther = false;
    for (String ulid : entry.blocks()) {
      if (complete.blocks().contains(ulid) || staying.contains(ulid)) {
        continue;
      }
      if (!present.contains(ulid)) {
        Blocks.delete(directory, ulid); // a run that was ended may have begun it
        continue;
      }
      Predicate<LabelSet> others = labels -> rest.memberOf(labels).isPresent();
      List<BlockSeries> series = seriesOf(ulid);
      List<BlockSeries> replaced =
          series.stream().filter(one -> !others.test(one.labels())).toList();
      if (replaced.isEmpty() || !complete.covers(replaced, entry)) {
        reachesFurther |= !replaced.isEmpty();
        staying.add(ulid);
      } else if (replaced.size() == series.size()) {
        Blocks.delete(directory, ulid);
      } else {
        BlockExcerpt excerpt = new BlockExcerpt(directory, ulid);
        entered = enterBlock(entered, excerpt.ulid());
        excerpt.write(others);
        Blocks.delete(directory, ulid);
        staying.add(excerpt.ulid());
      }
    }
    LedgerEntry kept = reachesFurther ? entry.asRemainder() : rest;
    if (staying.isEmpty()) {
      entries.remove(entered);
      file.write(entries);
    } else if (!entered.equals(kept.withBlocks(staying))) {
      replace(entered, kept.withBlocks(staying));
    }
  }

  private LedgerEntry enterBlock(LedgerEntry entry, String ulid) throws IOException {
    if (entry.blocks().contains(ulid)) {
      return entry;
    }
    List<String> blocks = new ArrayList<>(entry.blocks());
    blocks.add(ulid);
    LedgerEntry changed = entry.withBlocks(blocks);
    replace(entry, changed);
    return changed;
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
