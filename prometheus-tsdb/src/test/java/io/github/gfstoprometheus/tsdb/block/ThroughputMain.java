package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.RandomScript;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes hours of what a busy server's archive looks like, and says how fast: 5,000 series, a tick
 * a second of which 5 % are a millisecond off, 40 changes a tick in 5 % of the series.
 *
 * <p>Arguments: the hours, how many times, samples a chunk, placement, hours of a block.
 */
final class ThroughputMain {
  private static final int SERIES = 5_000;
  private static final int CHANGING = SERIES / 20;
  private static final int CHANGES = 40;
  private static final int TICKS_PER_HOUR = 3_600;

  private ThroughputMain() {}

  public static void main(String[] args) throws IOException {
    BlockPolicy policy = BlockPolicy.PROMETHEUS.withMemoryBytes(Long.MAX_VALUE);
    if (args.length > 4) {
      policy =
          policy
              .withSamplesPerChunk(Integer.parseInt(args[2]))
              .withPlacement(ChunkPlacement.valueOf(args[3]))
              .withRange(Duration.ofHours(Integer.parseInt(args[4])));
    }
    int hours = args.length > 0 ? Integer.parseInt(args[0]) : 24;
    int times = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    for (int i = 0; i < times; i++) {
      Path data = Files.createTempDirectory("throughput");
      long start = System.nanoTime();
      long bytes = write(data, hours, policy);
      double seconds = (System.nanoTime() - start) / 1e9;
      double samples = (double) SERIES * TICKS_PER_HOUR * hours;
      System.out.printf(
          "%.1f s, %.1f M samples/s, %.1f MB, %.3f bytes a sample%n",
          seconds, samples / seconds / 1e6, bytes / 1e6, bytes / samples);
      try (var files = Files.walk(data)) {
        files
            .sorted(java.util.Comparator.reverseOrder())
            .map(Path::toFile)
            .forEach(f -> f.delete());
      }
    }
  }

  private static long write(Path data, int hours, BlockPolicy policy) throws IOException {
    AtomicLong bytes = new AtomicLong();
    BlockListener listener =
        new BlockListener() {
          @Override
          public void published(BlockMeta block, long sizeBytes) {
            bytes.addAndGet(sizeBytes);
          }
        };
    var ulids = Ulid.generator(InstantSource.system(), new SecureRandom());
    BlockBuilder builder = new BlockBuilder(data, policy, ulids, listener);
    Timeline timeline = builder.addTimeline();
    List<LabelSet> names = RandomScript.names("metric", SERIES);
    int[] series = names.stream().mapToInt(timeline::open).toArray();
    Random random = new Random(1);
    double[] values = new double[SERIES];
    long start = 1_699_999_200_000L;
    for (int tick = 0; tick < hours * TICKS_PER_HOUR; tick++) {
      for (int change = 0; change < CHANGES; change++) {
        int changed = random.nextInt(CHANGING);
        values[changed] += random.nextInt(1000);
        timeline.set(series[changed], Double.doubleToRawLongBits(values[changed]));
      }
      int jitter = random.nextInt(20) == 0 ? random.nextInt(2) * 2 - 1 : 0;
      timeline.tick(start + tick * 1000L + (tick == 0 ? 0 : jitter));
    }
    timeline.end();
    return bytes.get();
  }
}
