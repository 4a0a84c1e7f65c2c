package io.github.gfstoprometheus.benchmarks.micro;

import io.github.gfstoprometheus.benchmarks.Scratch;
import io.github.gfstoprometheus.tsdb.block.BlockBuilder;
import io.github.gfstoprometheus.tsdb.block.BlockListener;
import io.github.gfstoprometheus.tsdb.block.BlockMeta;
import io.github.gfstoprometheus.tsdb.block.BlockPolicy;
import io.github.gfstoprometheus.tsdb.block.Ulid;
import io.github.gfstoprometheus.tsdb.timeline.RecordedRange;
import io.github.gfstoprometheus.tsdb.timeline.TimelineRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One block range of changes, from the timeline to the published block: samples and bytes a second.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class EncodeBenchmark {
  private static final double MEGABYTE = 1e6;

  /** How many series the range has. */
  @Param("5000")
  public int series;

  /** How many of them change at each tick. */
  @Param("40")
  public int changes;

  private final Random random = new Random(1);
  private Scratch scratch;
  private GeneratedRange range;
  private Path directory;

  /** What was said; JMH divides it by the time. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Said {
    /** Every series at every tick. */
    public long samples;
  }

  /** What was written; JMH divides it by the time. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Written {
    /** Of all files of the blocks. */
    public double megabytes;
  }

  /** Generates the changes. */
  @Setup(Level.Trial)
  public void prepare() throws IOException {
    scratch = Scratch.create();
    range = new GeneratedRange(series, changes);
  }

  /** Removes what is left. */
  @TearDown(Level.Trial)
  public void remove() {
    scratch.close();
  }

  /** Creates a directory for the block. */
  @Setup(Level.Invocation)
  public void createDirectory() throws IOException {
    directory = Files.createDirectory(scratch.path("data"));
  }

  /** Removes the block. */
  @TearDown(Level.Invocation)
  public void removeDirectory() throws IOException {
    Scratch.delete(directory);
  }

  /** All of it: recorded, transposed, encoded, indexed, and synced to the disk. */
  @Benchmark
  public void block(Said said, Written written) throws IOException {
    BlockListener listener =
        new BlockListener() {
          @Override
          public void published(BlockMeta block, long sizeBytes) {
            said.samples += block.samples();
            written.megabytes += sizeBytes / MEGABYTE;
          }
        };
    BlockBuilder builder =
        new BlockBuilder(
            directory,
            BlockPolicy.PROMETHEUS,
            Ulid.generator(InstantSource.system(), random),
            listener);
    range.replay(builder.addTimeline());
  }

  /** The part before the encoding: recorded and transposed. */
  @Benchmark
  public void recording(Said said, Blackhole blackhole) throws IOException {
    range.replay(
        new TimelineRecorder(
            BlockPolicy.PROMETHEUS.rangeMillis(),
            Long.MIN_VALUE,
            new TimelineRecorder.Listener() {
              @Override
              public void rangeRecorded(RecordedRange range) {
                blackhole.consume(range.transpose(0));
              }

              @Override
              public void reached(long rangeStartMillis) {}

              @Override
              public void ticked(long timestampMillis) {}
            }));
    said.samples += range.samples();
  }
}
