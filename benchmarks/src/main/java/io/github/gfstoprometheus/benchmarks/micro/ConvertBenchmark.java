package io.github.gfstoprometheus.benchmarks.micro;

import io.github.gfstoprometheus.archives.ArchiveFinder;
import io.github.gfstoprometheus.benchmarks.Scratch;
import io.github.gfstoprometheus.blocks.BlockConversion;
import io.github.gfstoprometheus.blocks.ConversionReport;
import io.github.gfstoprometheus.blocks.DataDirectory;
import io.github.gfstoprometheus.convert.ConversionOptions;
import io.github.gfstoprometheus.convert.Watcher;
import io.github.gfstoprometheus.members.MemberOptions;
import io.github.gfstoprometheus.members.MemberSurvey;
import io.github.gfstoprometheus.pipeline.Workers;
import io.github.gfstoprometheus.tsdb.block.BlockPolicy;
import io.github.gfstoprometheus.tsdb.block.Ulid;
import java.io.IOException;
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

/** The whole road in a warm JVM, on both its threads: an archive into a data directory. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 5, time = 3)
public class ConvertBenchmark {
  private static final double MEGABYTE = 1e6;

  /** A file, or the size of an archive to generate. */
  @Param("5MB")
  public String archive;

  /** How many threads write blocks; with 1, that which reads does. */
  @Param("2")
  public int jobs;

  private final Random random = new Random(1);
  private Scratch scratch;
  private MemberSurvey survey;
  private Path directory;

  /** What was converted; JMH divides it by the time. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Progress {
    /** Every series at every tick, and the stale markers. */
    public long samples;

    /** Of the archive. */
    public double megabytesIn;

    /** Of all files of the blocks. */
    public double megabytesOut;

    void add(ConversionReport report) {
      samples += report.output().samples();
      megabytesIn += report.members().get(0).bytesIn() / MEGABYTE;
      megabytesOut += report.output().bytes() / MEGABYTE;
    }
  }

  /** Finds or generates the archive. */
  @Setup(Level.Trial)
  public void prepare() throws IOException {
    scratch = Scratch.create();
    ArchiveFinder finder = new ArchiveFinder();
    finder.add(BenchmarkArchive.of(archive, scratch));
    survey = MemberSurvey.of(finder.chains(), MemberOptions.DEFAULT);
  }

  /** Removes what is left. */
  @TearDown(Level.Trial)
  public void remove() {
    scratch.close();
  }

  /** Names a directory for the blocks. */
  @Setup(Level.Invocation)
  public void nameDirectory() {
    directory = scratch.path("data");
  }

  /** Removes the blocks. */
  @TearDown(Level.Invocation)
  public void removeDirectory() throws IOException {
    Scratch.delete(directory);
  }

  /** As {@code convert} does it. */
  @Benchmark
  public void convert(Progress progress) throws IOException {
    BlockConversion.Settings settings =
        new BlockConversion.Settings(
            ConversionOptions.DEFAULT,
            BlockPolicy.PROMETHEUS,
            Ulid.generator(InstantSource.system(), random),
            BlockConversion.Repeat.SKIP);
    try (DataDirectory data = DataDirectory.open(directory);
        Workers workers = new Workers(jobs)) {
      progress.add(
          new BlockConversion(data, settings).convert(survey.members(), workers, Watcher.NONE));
    }
  }
}
