package io.github.gfstoprometheus.testkit.geode;

import io.github.gfstoprometheus.testkit.process.ChildProcess;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Geode process that works and writes its archive, until its time is over or it is stopped. */
public final class ArchivingProcess implements Closeable {

  /** What a process may need beyond its working time, on a busy machine, to start and to close. */
  private static final Duration START_AND_CLOSE = Duration.ofSeconds(90);

  private static final long POLL_MILLIS = 100;

  private final GeodeWorkload workload;
  private final ChildProcess process;
  private final Path scratch;

  private ArchivingProcess(GeodeWorkload workload, ChildProcess process, Path scratch) {
    this.workload = workload;
    this.process = process;
    this.scratch = scratch;
  }

  static ArchivingProcess start(GeodeWorkload workload, List<String> jvmOptions, Class<?> main)
      throws IOException {
    Path scratch = Files.createTempDirectory("geode-");
    List<String> arguments =
        List.of(Long.toString(workload.duration().toMillis()), Long.toString(workload.seed()));
    List<String> options =
        Stream.concat(jvmOptions.stream(), workload.jvmOptions().stream()).toList();
    ChildProcess process =
        ChildProcess.start(
            main.getSimpleName(), scratch, ChildProcess.java(options, main, arguments));
    return new ArchivingProcess(workload, process, scratch);
  }

  /** The archive that is being written; what it rolled from stands beside it. */
  public Path archive() {
    return workload.archive();
  }

  /**
   * All archives that are there now, in the order of writing. The live one is the last; a process
   * that ends right after rolling deletes it, as it is empty.
   */
  public List<Path> archives() throws IOException {
    Pattern rolled = rolledName(archive().getFileName().toString());
    try (Stream<Path> files = Files.list(archive().getParent())) {
      Stream<Path> inOrder =
          files
              .flatMap(file -> RolledFile.of(rolled, file).stream())
              .sorted(Comparator.comparingInt(RolledFile::main).thenComparingInt(RolledFile::child))
              .map(RolledFile::file);
      return Stream.concat(inOrder, Stream.of(archive()).filter(Files::exists)).toList();
    }
  }

  /** Geode puts the two numbers before the last extension, and zeros before the small ones. */
  private static Pattern rolledName(String live) {
    int dot = live.lastIndexOf('.');
    return Pattern.compile(
        Pattern.quote(live.substring(0, dot))
            + "-(\\d+)-(\\d+)"
            + Pattern.quote(live.substring(dot)));
  }

  private record RolledFile(Path file, int main, int child) {
    static Optional<RolledFile> of(Pattern rolled, Path file) {
      Matcher matcher = rolled.matcher(file.getFileName().toString());
      return matcher.matches()
          ? Optional.of(
              new RolledFile(
                  file, Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
          : Optional.empty();
    }
  }

  /** Waits until the archive has rolled so often that there are as many; its work must last. */
  public void awaitArchives(int count) throws IOException {
    while (archives().size() < count) {
      if (!isAlive()) {
        throw process.failure(
            "ended with " + archives().size() + " archives where " + count + " were wanted");
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for archives", e);
    }
  }

  /** Waits until the work is done and the archive is closed. */
  public void awaitEnd() {
    process.awaitSuccess(workload.duration().plus(START_AND_CLOSE));
  }

  /** Ends the work early, and waits until the archive is closed. */
  public void stop() throws IOException {
    process.input().close();
    process.awaitSuccess(START_AND_CLOSE);
  }

  /** Ends the process as a power cut would: the archive is not closed. */
  public void kill() {
    process.kill();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Kills the process if it still runs, and deletes all that it wrote but the archives. */
  @Override
  public void close() throws IOException {
    process.close();
    try (Stream<Path> files = Files.walk(scratch)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
