package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.io.FileOutput;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * The directory of a block while it is written. It bears a name that Prometheus deletes when it
 * starts, and takes its own by an atomic rename, when all is on the disk.
 */
final class BlockDirectory implements Closeable {
  static final String CHUNKS = "chunks";
  static final String INDEX = "index";
  static final String TOMBSTONES = "tombstones";

  /** Prometheus takes directories with this suffix for blocks that were never finished. */
  static final String UNFINISHED = ".tmp-for-creation";

  private static final int TOMBSTONES_MAGIC = 0x0130BA30;
  private static final int TOMBSTONES_VERSION = 1;

  private final Path parent;
  private final Path unfinished;
  private final Path finished;

  private BlockDirectory(Path parent, String ulid) {
    this.parent = parent;
    this.unfinished = parent.resolve(ulid + UNFINISHED);
    this.finished = parent.resolve(ulid);
  }

  static BlockDirectory create(Path parent, String ulid) throws IOException {
    BlockDirectory block = new BlockDirectory(parent, ulid);
    Files.createDirectories(parent);
    Files.createDirectory(block.unfinished);
    Files.createDirectory(block.chunks());
    return block;
  }

  /** Where the index and the chunks of the block are written. */
  Path path() {
    return unfinished;
  }

  Path chunks() {
    return unfinished.resolve(CHUNKS);
  }

  Path index() {
    return unfinished.resolve(INDEX);
  }

  /** Creates a directory within this one for a part of the block, which has an index and chunks. */
  Path createPart(int number) throws IOException {
    Path part = unfinished.resolve("part-" + number);
    Files.createDirectories(part.resolve(CHUNKS));
    return part;
  }

  /** Whether the path is a part of this block. */
  boolean holds(Path part) {
    return part.startsWith(unfinished);
  }

  /** Makes the index and the chunks of a part those of the block. */
  void adopt(Path part) throws IOException {
    Files.delete(chunks());
    Files.move(part.resolve(CHUNKS), chunks(), StandardCopyOption.ATOMIC_MOVE);
    Files.move(part.resolve(INDEX), index(), StandardCopyOption.ATOMIC_MOVE);
    Files.delete(part);
  }

  /** Writes what is left: the metadata, and that nothing is deleted. */
  void writeMeta(BlockMeta meta) throws IOException {
    try (FileOutput tombstones = new FileOutput(unfinished.resolve(TOMBSTONES))) {
      tombstones.writeInt(TOMBSTONES_MAGIC);
      tombstones.writeByte(TOMBSTONES_VERSION);
      tombstones.beginChecksum();
      tombstones.writeChecksum();
    }
    try (FileOutput file = new FileOutput(unfinished.resolve(MetaFile.NAME))) {
      byte[] json = MetaFile.format(meta).getBytes(StandardCharsets.UTF_8);
      file.write(json, 0, json.length);
    }
  }

  /** Brings all to the disk, gives the block its name and returns its size in bytes. */
  long publish() throws IOException {
    long sizeBytes = 0;
    try (Stream<Path> files = Files.walk(unfinished)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (Files.isDirectory(file)) {
          sync(file);
        } else {
          sizeBytes += syncFile(file);
        }
      }
    }
    Files.move(unfinished, finished, StandardCopyOption.ATOMIC_MOVE);
    sync(parent);
    return sizeBytes;
  }

  /** Removes the directory unless it was published. */
  @Override
  public void close() throws IOException {
    FileTree.delete(unfinished);
  }

  private static long syncFile(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
      return channel.size();
    }
  }

  /** Windows cannot open directories; there a rename is on the disk when it returns. */
  static void sync(Path directory) throws IOException {
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
