package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.RandomScript;
import io.github.gfstoprometheus.tsdb.timeline.RecordedRange;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Follows members like that of {@link ThroughputMain} for two hours: a block a minute, which are
 * merged as a binary counter counts, and at the end all into one. Says how long that took, and how
 * it compares to the block that a conversion writes.
 *
 * <p>Arguments: the members, samples a chunk.
 */
final class MinutesMain {
  private static final int SERIES = 5_000;
  private static final int CHANGING = SERIES / 20;
  private static final int CHANGES = 40;
  private static final int MINUTES = 120;
  private static final long START_MILLIS = 1_699_999_200_000L;

  private MinutesMain() {}

  public static void main(String[] args) throws IOException {
    int members = args.length > 0 ? Integer.parseInt(args[0]) : 1;
    int samplesPerChunk = args.length > 1 ? Integer.parseInt(args[1]) : 480;
    BlockPolicy policy =
        BlockPolicy.PROMETHEUS
            .withMemoryBytes(Long.MAX_VALUE)
            .withSamplesPerChunk(samplesPerChunk)
            .withPlacement(ChunkPlacement.SHARED);
    Supplier<Ulid> ulids = Ulid.generator(InstantSource.system(), new SecureRandom());
    Path minutes = Files.createTempDirectory("minutes");
    BinaryCounter blocks =
        new BinaryCounter(
            minutes, new BlockDrafts(minutes, policy, HeadMarks.HELD, BlockListener.NONE), ulids);
    CutTimelines timelines = new CutTimelines(policy.rangeMillis());
    List<Member> followed = new ArrayList<>();
    for (int member = 0; member < members; member++) {
      followed.add(new Member(member, timelines.add()));
    }
    List<Double> seconds = new ArrayList<>();
    for (int minute = 1; minute <= MINUTES; minute++) {
      for (Member member : followed) {
        member.playMinute();
      }
      List<RecordedRange> recorded =
          timelines.cut(START_MILLIS + Duration.ofMinutes(minute).toMillis() - 1);
      long start = System.nanoTime();
      blocks.add(recorded);
      if (minute == MINUTES) {
        blocks.mergeAll();
      }
      seconds.add((System.nanoTime() - start) / 1e9);
    }
    tell("minutes", seconds, members, minutes);

    Path whole = Files.createTempDirectory("whole");
    BlockBuilder builder = new BlockBuilder(whole, policy, ulids, BlockListener.NONE);
    List<Member> converted = new ArrayList<>();
    for (int member = 0; member < members; member++) {
      converted.add(new Member(member, builder.addTimeline()));
    }
    for (int minute = 1; minute <= MINUTES; minute++) {
      for (Member member : converted) {
        member.playMinute();
      }
    }
    long start = System.nanoTime();
    builder.advancedTo(START_MILLIS + policy.rangeMillis());
    tell("at once", List.of((System.nanoTime() - start) / 1e9), members, whole);
  }

  private static void tell(String what, List<Double> seconds, int members, Path data)
      throws IOException {
    double all = seconds.stream().mapToDouble(Double::doubleValue).sum();
    double longest = seconds.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    double samples = 60.0 * MINUTES * SERIES * members;
    for (String ulid : Blocks.list(data)) {
      long index = Files.size(data.resolve(ulid).resolve("index"));
      long chunks = Files.size(data.resolve(ulid).resolve("chunks/000001"));
      System.out.printf(
          "%s: %.2f s, longest %.2f s, %.1f M samples/s; index %,d, chunks %,d bytes%n",
          what, all, longest, samples / all / 1e6, index, chunks);
    }
    FileTree.delete(data);
  }

  private static final class Member {
    private final Timeline timeline;
    private final int[] series;
    private final double[] values = new double[SERIES];
    private final Random random;
    private long tick;

    Member(int number, Timeline timeline) {
      this.timeline = timeline;
      this.random = new Random(number);
      List<LabelSet> names =
          RandomScript.names("metric", SERIES).stream()
              .map(name -> name.with("member", "m" + number))
              .toList();
      this.series = names.stream().mapToInt(timeline::open).toArray();
    }

    void playMinute() throws IOException {
      for (int second = 0; second < 60; second++) {
        for (int change = 0; change < CHANGES; change++) {
          int changed = random.nextInt(CHANGING);
          values[changed] += random.nextInt(1000);
          timeline.set(series[changed], Double.doubleToRawLongBits(values[changed]));
        }
        int jitter = random.nextInt(20) == 0 ? 1 : 0;
        timeline.tick(START_MILLIS + tick++ * 1000L + jitter);
      }
    }
  }
}
