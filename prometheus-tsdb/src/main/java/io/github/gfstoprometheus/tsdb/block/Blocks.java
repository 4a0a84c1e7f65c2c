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
import java.util.Optional;
import java.util.OptionalLong;
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

  /**
   * The block of this name or, if Prometheus has compacted it into another one, that one. A block
   * that is gone is in none.
   */
  public static Optional<BlockMeta> find(Path data, String ulid) throws IOException {
    List<BlockMeta> holders =
        metas(data).stream().filter(block -> block.sources().contains(ulid)).toList();
    return holders.stream()
        .filter(block -> block.ulid().equals(ulid))
        .findFirst()
        .or(() -> holders.stream().findFirst());
  }

  /**
   * The end of the last block without {@link HeadMarks}, if there is one. At a start, Prometheus
   * takes its head for persisted up to there. So what ends no later can be {@link #settle settled}
   * without harm to the head: compaction cannot raise it.
   */
  public static OptionalLong persistedEndMillis(Path data) throws IOException {
    return metas(data).stream()
        .filter(block -> block.marks() == HeadMarks.NONE)
        .mapToLong(BlockMeta::endMillis)
        .max();
  }

  /**
   * Lets Prometheus compact a block that was {@linkplain HeadMarks#HELD held}; what else is said of
   * it stays as it is. Nothing is done to a block that is not held, or gone.
   */
  public static void settle(Path data, String ulid) throws IOException {
    Path block = data.resolve(requireUlid(ulid));
    try {
      MetaFile.settle(block.resolve(MetaFile.NAME));
    } catch (NoSuchFileException e) {
      // A running Prometheus may have compacted it away, if it overlapped with one of its own.
      if (Files.exists(block)) {
        throw e;
      }
    }
  }

  private static String requireUlid(String ulid) {
    if (!Ulid.isUlid(ulid)) {
      throw new IllegalArgumentException("\"" + ulid + "\" is not the name of a block");
    }
    return ulid;
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
   * Removes a block, also one that was never finished; that there is none is no error, nor that a
   * running Prometheus removes it as well. Prometheus never sees a part of it.
   */
  public static void delete(Path data, String ulid) throws IOException {
    requireUlid(ulid);
    FileTree.delete(data.resolve(ulid + BlockDirectory.UNFINISHED));
    Path deleted = data.resolve(ulid + DELETED);
    Path block = data.resolve(ulid);
    try {
      Files.move(block, deleted, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      // It is gone, or was before; what was left of its deletion goes now.
    }
    FileTree.delete(deleted);
  }
}
