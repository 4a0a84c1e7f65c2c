package io.github.gfstoprometheus.watch;

import io.github.gfstoprometheus.tsdb.block.BlockMeta;
import io.github.gfstoprometheus.tsdb.block.Blocks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The checkpoint of a data directory. A block is entered before it is written, with how far its
 * members are published then; whether that is so shows by whether the block is there. So what is
 * published and how far is one fact: the block's rename.
 */
final class PublishedBlocks {
  /** Beside the blocks. */
  private static final String NAME = "gfs-to-prometheus.watch.json";

  private final Path data;
  private final CheckpointFile file;
  private Checkpoint checkpoint = Checkpoint.NONE;

  /** Those of a directory that is locked. */
  PublishedBlocks(Path data) {
    this.data = data;
    this.file = new CheckpointFile(data.resolve(NAME), "blocks");
  }

  Checkpoint checkpoint() {
    return checkpoint;
  }

  /** Finds out what is published, and clears away what a run left that was killed, or failed. */
  void restore() throws IOException {
    Checkpoint found = file.read();
    if (found.next().isPresent()) {
      Checkpoint.Publication next = found.next().get();
      // Prometheus may have compacted it already.
      boolean published = Blocks.find(data, next.block()).isPresent();
      if (published) {
        for (String replaced : next.replaces()) {
          Blocks.delete(data, replaced);
        }
        found = found.afterNext();
      } else {
        Blocks.delete(data, next.block());
        found = found.withoutNext();
      }
    }
    checkpoint = found;
  }

  /** The published blocks that are still there under their names. */
  List<BlockMeta> present() throws IOException {
    List<String> names = checkpoint.blocks();
    return Blocks.metas(data).stream().filter(block -> names.contains(block.ulid())).toList();
  }

  /** Enters what is about to be published. */
  void enter(Checkpoint.Publication publication) throws IOException {
    file.write(checkpoint.before(publication));
    checkpoint = checkpoint.before(publication);
  }

  /**
   * It is published; deletes the blocks that it takes the place of.
   *
   * @param names those of all blocks that are there now
   */
  void published(List<String> names) throws IOException {
    for (String replaced : checkpoint.next().orElseThrow().replaces()) {
      Blocks.delete(data, replaced);
    }
    Checkpoint after = checkpoint.afterNext().withBlocks(names);
    file.write(after);
    checkpoint = after;
  }

  /** There was nothing to publish: the members have come so far without a sample. */
  void passed(List<MemberProgress> members) throws IOException {
    Checkpoint after =
        checkpoint
            .withoutNext()
            .before(new Checkpoint.Publication("", List.of(), members))
            .afterNext();
    file.write(after);
    checkpoint = after;
  }

  Path data() {
    return data;
  }
}
