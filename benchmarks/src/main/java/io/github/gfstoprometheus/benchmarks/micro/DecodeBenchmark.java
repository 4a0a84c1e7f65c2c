package io.github.gfstoprometheus.benchmarks.micro;

import io.github.gfstoprometheus.archive.ArchiveReader;
import io.github.gfstoprometheus.archive.ArchiveVisitor;
import io.github.gfstoprometheus.archive.Sample;
import io.github.gfstoprometheus.benchmarks.Scratch;
import io.github.gfstoprometheus.testkit.geode.GeodeArchive;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** Reading an archive in one thread: megabytes (of 1,000,000 bytes) and changes a second. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class DecodeBenchmark {
  private static final double MEGABYTE = 1e6;

  /** A file, or the size of an archive to generate. */
  @Param("20MB")
  public String archive;

  private Scratch scratch;
  private Path file;
  private byte[] bytes;

  /** How much was read; JMH divides it by the time. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Bytes {
    /** Of the archive as it lies there, so compressed if it is gzip. */
    public double megabytes;
  }

  /** What it held; JMH divides it by the time. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Values {
    /** Values that the archive gave. */
    public long changes;
  }

  /** Brings the archive to memory. */
  @Setup(Level.Trial)
  public void prepare() throws IOException {
    scratch = Scratch.create();
    file = BenchmarkArchive.of(archive, scratch);
    bytes = Files.readAllBytes(file);
  }

  /** Removes it. */
  @TearDown(Level.Trial)
  public void remove() {
    scratch.close();
  }

  /** This project's reader, from bytes in memory; every change is looked at. */
  @Benchmark
  public long archiveReader(Bytes read, Values values) throws IOException {
    ValueSum sum = new ValueSum();
    try (ArchiveReader reader = ArchiveReader.of(new ByteArrayInputStream(bytes), archive)) {
      reader.readAll(sum);
    }
    read.megabytes += bytes.length / MEGABYTE;
    values.changes += sum.changes;
    return sum.valueBits;
  }

  /** Geode's reader, from the file, which it wants; it keeps all changes in memory, packed. */
  @Benchmark
  public GeodeArchive statArchiveReader(Bytes read) throws IOException {
    GeodeArchive held = GeodeArchive.read(file);
    read.megabytes += bytes.length / MEGABYTE;
    return held;
  }

  private static final class ValueSum implements ArchiveVisitor {
    private long changes;
    private long valueBits;

    @Override
    public void sample(Sample sample) {
      int count = sample.changeCount();
      for (int change = 0; change < count; change++) {
        valueBits += sample.valueBits(change);
      }
      changes += count;
    }
  }
}
