package io.github.gfstoprometheus.blocks;

import io.github.gfstoprometheus.blocks.LedgerEntry.State;
import io.github.gfstoprometheus.durable.DirectoryLock;
import io.github.gfstoprometheus.tsdb.block.BlockMeta;
import io.github.gfstoprometheus.tsdb.block.Blocks;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
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
  private final Path directory;
  private final DirectoryLock lock;
  private final Ledger ledger;

  private DataDirectory(Path directory, DirectoryLock lock, Ledger ledger) {
    this.directory = directory;
    this.lock = lock;
    this.ledger = ledger;
  }

  /**
   * Opens or creates the directory.
   *
   * @throws IOException if another run is using it
   */
  public static DataDirectory open(Path directory) throws IOException {
    DirectoryLock lock = DirectoryLock.take(directory);
    try {
      return new DataDirectory(directory, lock, Ledger.read(directory));
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Where the blocks are. */
  public Path path() {
    return directory;
  }

  @Override
  public void close() throws IOException {
    lock.close();
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
    return ledger.entries().stream()
        .filter(entry -> entry.state() == State.COMPLETE && held.containsAll(entry.blocks()))
        .toList();
  }

  /**
   * Whether a member shares blocks with one that a conversion is about to replace. If it is
   * converted with it, those blocks can go.
   */
  boolean sharesBlocks(LedgerEntry begun, LedgerEntry.Member member) {
    return ledger.entries().stream()
        .filter(entry -> entry.members().stream().anyMatch(old -> begun.replaces(entry, old)))
        .flatMap(entry -> entry.members().stream())
        .anyMatch(old -> old.sharesArchive(member));
  }

  /**
   * How far a conversion that was ended before its time has come: what was entered of it, with the
   * blocks that appeared.
   */
  Optional<Unfinished> unfinished(LedgerEntry begun) throws IOException {
    for (LedgerEntry entry : ledger.entries()) {
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
    ledger.replace(before, after);
  }

  /** Takes out of the blocks of earlier conversions what a complete one replaces. */
  void removeSuperseded(LedgerEntry complete) throws IOException {
    new Superseding(directory, ledger, complete).run();
  }
}
