package io.github.gfstoprometheus.testkit;

import io.github.gfstoprometheus.testkit.geode.GeodeArchive;
import io.github.gfstoprometheus.testkit.prometheus.ListedBlock;
import io.github.gfstoprometheus.testkit.prometheus.Promtool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * How an archive becomes blocks without this project: Geode's own reader, a text in the OpenMetrics
 * format, promtool. The peer to beat.
 *
 * @param readSeconds how long Geode's reader took to load the archive
 * @param textSeconds how long the text took to write
 * @param promtoolSeconds how long promtool took to make blocks of it
 * @param samples how many samples the blocks hold
 * @param textBytes the size of the text
 * @param blockBytes the size of all blocks
 */
public record TodaysWay(
    double readSeconds,
    double textSeconds,
    double promtoolSeconds,
    long samples,
    long textBytes,
    long blockBytes) {

  /** Goes all the way; the text lies beside the blocks while it is needed. */
  public static TodaysWay convert(Path archive, Path dataDirectory) throws IOException {
    Files.createDirectories(dataDirectory);
    Path text =
        Files.createTempFile(dataDirectory.toAbsolutePath().getParent(), "metrics-", ".txt");
    try {
      long startNanos = System.nanoTime();
      GeodeArchive read = GeodeArchive.read(archive);
      long readNanos = System.nanoTime();
      long written = OpenMetricsText.write(read, text);
      long textNanos = System.nanoTime();
      Promtool.createBlocksFromOpenMetrics(text, dataDirectory);
      long promtoolNanos = System.nanoTime();
      return new TodaysWay(
          (readNanos - startNanos) / 1e9,
          (textNanos - readNanos) / 1e9,
          (promtoolNanos - textNanos) / 1e9,
          demandAll(written, dataDirectory),
          Files.size(text),
          size(dataDirectory));
    } finally {
      Files.delete(text);
    }
  }

  private static long demandAll(long written, Path dataDirectory) throws IOException {
    List<ListedBlock> blocks = Promtool.list(dataDirectory);
    long samples = blocks.stream().mapToLong(ListedBlock::samples).sum();
    if (samples != written) {
      throw new IOException(
          "promtool made %d samples of the %d in the text".formatted(samples, written));
    }
    return samples;
  }

  private static long size(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /** Takes an archive and a directory for the blocks, which is empty or not there yet. */
  public static void main(String[] arguments) throws IOException {
    TodaysWay way = convert(Path.of(arguments[0]), Path.of(arguments[1]));
    double seconds = way.readSeconds() + way.textSeconds() + way.promtoolSeconds();
    System.out.printf("read      %8.2f s%n", way.readSeconds());
    System.out.printf("text      %8.2f s  %d bytes%n", way.textSeconds(), way.textBytes());
    System.out.printf("promtool  %8.2f s  %d bytes%n", way.promtoolSeconds(), way.blockBytes());
    System.out.printf(
        "total     %8.2f s  %d samples, %.0f samples/s%n",
        seconds, way.samples(), way.samples() / seconds);
  }
}
