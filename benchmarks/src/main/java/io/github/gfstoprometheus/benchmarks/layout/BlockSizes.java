package io.github.gfstoprometheus.benchmarks.layout;

import io.github.gfstoprometheus.tsdb.block.Blocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the blocks of a directory take on the disk.
 *
 * @param blocks how many there are
 * @param indexBytes their indexes
 * @param chunkBytes their segment files
 * @param totalBytes all their files
 */
record BlockSizes(int blocks, long indexBytes, long chunkBytes, long totalBytes) {

  static BlockSizes of(Path data) throws IOException {
    List<String> ulids = Blocks.list(data);
    long indexBytes = 0;
    long chunkBytes = 0;
    long totalBytes = 0;
    for (String ulid : ulids) {
      Path block = data.resolve(ulid);
      indexBytes += size(block.resolve("index"));
      chunkBytes += size(block.resolve("chunks"));
      totalBytes += size(block);
    }
    return new BlockSizes(ulids.size(), indexBytes, chunkBytes, totalBytes);
  }

  double indexShare() {
    return (double) indexBytes / totalBytes;
  }

  private static long size(Path tree) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }
}
