package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.CorruptBlockException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The blocks of a data directory, by name. */
public final class Blocks {
  /** Prometheus takes directories with this suffix for blocks whose deletion was not finished. */
  private static final String DELETED = ".tmp-for-deletion";

  private Blocks() {}

  /** The names of all published blocks, in the order of their creation. */
  public static List<String> list(Path data) throws IOException {
    try (Stream<Path> entries = Files.list(data)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(Ulid::isUlid)
          .sorted()
          .toList();
    }
  }

  /**
   * What all published blocks say of themselves, in the order of their time. None is opened: the
   * indices of many blocks need more memory than one may have.
   */
  public static List<BlockMeta> metas(Path data) throws IOException {
    List<BlockMeta> metas = new ArrayList<>();
    for (String ulid : list(data)) {
      try {
        metas.add(meta(data.resolve(ulid), ulid));
      } catch (NoSuchFileException e) {
        // A running Prometheus may have compacted the block away since it was listed.
        if (Files.exists(data.resolve(ulid))) {
          throw e;
        }
      }
    }
    metas.sort(Comparator.comparingLong(BlockMeta::minMillis).thenComparing(BlockMeta::ulid));
    return metas;
  }

  private static BlockMeta meta(Path block, String ulid) throws IOException {
    Path file = block.resolve(MetaFile.NAME);
    BlockMeta meta = MetaFile.read(file);
    if (!meta.ulid().equals(ulid)) {
      throw new CorruptBlockException(file, 0, "the ULID of its directory", meta.ulid());
    }
    return meta;
  }

  /**
   * Removes a block, also one that was never finished; that there is none is no error. A running
   * Prometheus never sees a part of it.
   */
  public static void delete(Path data, String ulid) throws IOException {
    if (!Ulid.isUlid(ulid)) {
      throw new IllegalArgumentException("\"" + ulid + "\" is not the name of a block");
    }
    FileTree.delete(data.resolve(ulid + BlockDirectory.UNFINISHED));
    Path deleted = data.resolve(ulid + DELETED);
    Path block = data.resolve(ulid);
    if (Files.exists(block)) {
      Files.move(block, deleted, StandardCopyOption.ATOMIC_MOVE);
    }
    FileTree.delete(deleted);
  }
}
