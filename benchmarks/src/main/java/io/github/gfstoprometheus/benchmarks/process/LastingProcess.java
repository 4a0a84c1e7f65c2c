package io.github.gfstoprometheus.benchmarks.process;

import io.github.gfstoprometheus.benchmarks.Scratch;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A JVM that runs on while it is looked at from outside, until it is stopped. */
public final class LastingProcess implements Closeable {
  private static final long STOP_SECONDS = 30;
  private static final int KIB = 1024;

  private final Process process;
  private final Path log;

  private LastingProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts a program, which must become the JVM itself, as the launcher does. */
  public static LastingProcess start(List<String> command, Scratch scratch) throws IOException {
    Path log = scratch.path("log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new LastingProcess(process, log);
  }

  /** Fails with what it said if it has ended. */
  public void demandAlive() throws IOException {
    if (!process.isAlive()) {
      throw new IOException(
          "it ended with exit code " + process.exitValue() + ": " + Files.readString(log));
    }
  }

  /** How many files it has open. */
  public long openFiles() throws IOException {
    demandAlive();
    try (Stream<Path> files = Files.list(Path.of("/proc", process.pid() + "", "fd"))) {
      return files.count();
    }
  }

  /** What it has in memory now. */
  public long residentBytes() throws IOException {
    demandAlive();
    return Files.readAllLines(Path.of("/proc", process.pid() + "", "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> KIB * Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  /** What of its heap is in use when all that is garbage has been collected. */
  public long liveHeapBytes() throws IOException {
    demandAlive();
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process histogram =
        new ProcessBuilder(jcmd, process.pid() + "", "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String text = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    // The last line: Total <instances> <bytes>
    return text.lines()
        .filter(line -> line.startsWith("Total"))
        .mapToLong(line -> Long.parseLong(line.trim().split("\\s+", -1)[2]))
        .findFirst()
        .orElseThrow(() -> new IOException("no histogram of classes: " + text));
  }

  /** Asks it to end, and waits until it has. */
  public void stop() throws IOException {
    demandAlive();
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("it still runs " + STOP_SECONDS + " s after it was asked to end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What it said so far. */
  public String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
