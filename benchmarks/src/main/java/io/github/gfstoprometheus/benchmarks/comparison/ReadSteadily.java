package io.github.gfstoprometheus.benchmarks.comparison;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A program that reads an archive again and again until the JVM is warm, and then again to see how
 * many megabytes of it a second of one processor reads. The time is that of all threads: what the
 * compiler and the collector still do counts.
 */
final class ReadSteadily {
  private static final long WARM_UP_NANOS = Duration.ofSeconds(3).toNanos();
  private static final long MEASURED_NANOS = Duration.ofSeconds(3).toNanos();
  private static final double NANOS_TO_MB_PER_SECOND = 1e3;

  private final Reader reader;
  private final Path archive;
  private long sum;

  /** Whose reader. */
  enum Reader {
    OURS {
      @Override
      long read(Path archive) throws IOException {
        return ReadOurs.read(archive);
      }
    },
    GEODES {
      @Override
      long read(Path archive) throws IOException {
        return ReadGeode.read(archive);
      }
    };

    /** Reads an archive, and returns something that depends on what is in it. */
    abstract long read(Path archive) throws IOException;
  }

  private ReadSteadily(Reader reader, Path archive) {
    this.reader = reader;
    this.archive = archive;
  }

  /** Takes a {@link Reader} and the archive; prints megabytes (10⁶ bytes) a processor second. */
  public static void main(String[] arguments) throws IOException {
    ReadSteadily steady = new ReadSteadily(Reader.valueOf(arguments[0]), Path.of(arguments[1]));
    steady.readFor(WARM_UP_NANOS);
    long startCpuNanos = cpuNanos();
    long passes = steady.readFor(MEASURED_NANOS);
    double bytes = (double) passes * Files.size(steady.archive);
    System.out.println(bytes / (cpuNanos() - startCpuNanos) * NANOS_TO_MB_PER_SECOND);
    System.err.println(steady.sum);
  }

  /** Reads it at least once, and returns how often. */
  private long readFor(long nanos) throws IOException {
    long startNanos = System.nanoTime();
    long passes = 0;
    do {
      sum += reader.read(archive);
      passes++;
    } while (System.nanoTime() - startNanos < nanos);
    return passes;
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
