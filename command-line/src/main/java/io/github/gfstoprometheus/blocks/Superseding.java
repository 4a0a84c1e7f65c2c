package io.github.gfstoprometheus.blocks;

import io.github.gfstoprometheus.tsdb.block.BlockExcerpt;
import io.github.gfstoprometheus.tsdb.block.BlockReader;
import io.github.gfstoprometheus.tsdb.block.BlockSeries;
import io.github.gfstoprometheus.tsdb.block.Blocks;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Takes out of the blocks of earlier conversions what a complete one replaces: the series of its
 * members, and blocks that hold nothing else. What reaches further stays, such as the series of an
 * archive that its member has deleted since.
 *
 * <p>Ended at any point, it is finished by the next run, which finds the same entries: a block is
 * entered before it is written, is whole when it has its name, and goes when the one that takes its
 * place is there. The entry changes last.
 */
final class Superseding {
  private final Path directory;
  private final Ledger ledger;
  private final LedgerEntry complete;

  Superseding(Path directory, Ledger ledger, LedgerEntry complete) {
    this.directory = directory;
    this.ledger = ledger;
    this.complete = complete;
  }

  void run() throws IOException {
    for (LedgerEntry entry : ledger.entries()) {
      LedgerEntry rest = entry.without(member -> complete.replaces(entry, member));
      if (!entry.equals(complete) && !rest.equals(entry)) {
        new Earlier(entry, rest).replace();
      }
    }
  }

  /** A conversion of which something is replaced. */
  private final class Earlier {
    /** It without the members that are replaced. */
    private final LedgerEntry rest;

    private final LedgerEntry entry;

    /** What the ledger has of it. */
    private LedgerEntry entered;

    private final List<String> staying = new ArrayList<>();
    private boolean reachesFurther;

    Earlier(LedgerEntry entry, LedgerEntry rest) {
      this.entry = entry;
      this.entered = entry;
      this.rest = rest;
    }

    void replace() throws IOException {
      Set<String> present = Set.copyOf(Blocks.list(directory));
      for (String ulid : entry.blocks()) {
        if (complete.blocks().contains(ulid) || staying.contains(ulid)) {
          continue;
        }
        if (present.contains(ulid)) {
          replaceIn(ulid);
        } else {
          Blocks.delete(directory, ulid); // a run that was ended may have begun it
        }
      }
      LedgerEntry kept = (reachesFurther ? entry.asRemainder() : rest).withBlocks(staying);
      if (staying.isEmpty()) {
        ledger.remove(entered);
      } else if (!entered.equals(kept)) {
        ledger.replace(entered, kept);
      }
    }

    private void replaceIn(String ulid) throws IOException {
      Predicate<LabelSet> others = labels -> rest.memberOf(labels).isPresent();
      List<BlockSeries> series = BlockReader.open(directory.resolve(ulid)).series();
      List<BlockSeries> replaced =
          series.stream().filter(one -> !others.test(one.labels())).toList();
      if (replaced.isEmpty() || !complete.covers(replaced, entry)) {
        reachesFurther |= !replaced.isEmpty();
        staying.add(ulid);
      } else if (replaced.size() == series.size()) {
        Blocks.delete(directory, ulid);
      } else {
        BlockExcerpt excerpt = new BlockExcerpt(directory, ulid);
        enter(excerpt.ulid());
        excerpt.write(others);
        Blocks.delete(directory, ulid);
        staying.add(excerpt.ulid());
      }
    }

    private void enter(String ulid) throws IOException {
      if (!entered.blocks().contains(ulid)) {
        List<String> blocks = new ArrayList<>(entered.blocks());
        blocks.add(ulid);
        LedgerEntry changed = entered.withBlocks(blocks);
        ledger.replace(entered, changed);
        entered = changed;
      }
    }
  }
}
