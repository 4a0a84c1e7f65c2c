package io.github.gfstoprometheus.testkit.geode;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * A member whose archive grows when it is told to, sample by sample, by Geode's own writer under a
 * clock of the caller's. What Geode's sampler does to files it does too: a full archive is renamed
 * to {@code stem-MM-NN.gfs} and begun anew with all that lives, under the same ids; a new run has
 * the next MM; without rolling it overwrites the archive in place; the oldest go when there are too
 * many. What it cannot do is sample by itself: {@link SimulatedCluster} lets many do so.
 */
public final class SimulatedMember implements Closeable {

  private final String name;
  private final Path archive;
  private final ArchiveShape shape;
  private final Tearing tearing;
  private final ArchiveListener listener;
  private final Random random;
  private final Deque<Path> rolled = new ArrayDeque<>();
  private SimulatedStatistics statistics;
  private SimulatedWriter.Origin origin;
  private SimulatedWriter writer;
  private boolean isBegun;
  private boolean isEnded;
  private long startMillis;
  private long lastMillis;
  private long beats;
  private int main;
  private int child;

  /**
   * A member that starts, and creates its archive.
   *
   * @param archive its directory is there, and its name is the member's
   * @param shape its series and changes, the time of its start, and the seed of all that is random
   * @param tearing how its bytes reach the file
   * @param listener is told of its files
   */
  public SimulatedMember(
      Path archive, ArchiveShape shape, Tearing tearing, ArchiveListener listener)
      throws IOException {
    this.name = archive.toAbsolutePath().getParent().getFileName().toString();
    this.archive = archive;
    this.shape = shape;
    this.tearing = tearing;
    this.listener = listener;
    this.random = new Random(shape.seed());
    this.lastMillis = shape.start().toEpochMilli() - 1;
    beginRun(shape.start().toEpochMilli());
  }

  /** The live archive. */
  public Path archive() {
    return archive;
  }

  /** Its name, which its statistics tell. */
  public String name() {
    return name;
  }

  /** How often it has sampled, over all runs: the value of its statistic {@code beats}. */
  public long beats() {
    return beats;
  }

  /** The time of its last sample. */
  public long lastMillis() {
    return lastMillis;
  }

  /** When its live archive was begun: no sample can be earlier. */
  public long startMillis() {
    return startMillis;
  }

  /** How long the live archive is, before it is compressed. */
  public long bytesWritten() {
    return writer.bytesWritten();
  }

  /** How many archives it has beside the live one. */
  public int rolledCount() {
    return rolled.size();
  }

  /** Samples, at a time after that of the sample before. */
  public void sample(long timestampMillis) {
    if (timestampMillis <= lastMillis || timestampMillis < startMillis) {
      throw new IllegalArgumentException(
          "%s: a sample at %d cannot follow %d"
              .formatted(name, timestampMillis, Math.max(lastMillis, startMillis)));
    }
    beats++;
    var changed = statistics.change(beats);
    long sinceStart = TimeUnit.MILLISECONDS.toNanos(timestampMillis - startMillis);
    // An archive's first sample holds all values, whether they changed or not.
    writer.sampled(sinceStart, isBegun ? changed : statistics.all());
    isBegun = true;
    lastMillis = timestampMillis;
  }

  /** An instance is created, whose name another one may have. */
  public void welcomeVisitor() {
    statistics.welcome(writer);
  }

  /** The instance that was created first is deleted, if there is one. */
  public void dismissVisitor() {
    statistics.dismiss(writer);
  }

  /** Lets all bytes reach the file that have come, however it tears; what is packed stays back. */
  public void flush() {
    if (!isEnded) {
      writer.drain();
    }
  }

  /** The archive is full: it is renamed, and begun anew. */
  public void roll(long nowMillis) throws IOException {
    writer.close();
    rename();
    beginArchive(nowMillis);
  }

  /** Deletes the oldest archives, so that so many are left beside the live one. */
  public void keepRolled(int count) throws IOException {
    while (rolled.size() > count) {
      Files.delete(rolled.removeFirst());
    }
  }

  /** Ends properly and starts again; what the run before left is renamed, as if it was full. */
  public void restart(long nowMillis) throws IOException {
    writer.close();
    startAgain(nowMillis);
  }

  /** Is killed, which leaves its archive as it is at the moment, and starts again. */
  public void crash(long nowMillis) throws IOException {
    abandon();
    startAgain(nowMillis);
  }

  /** Ends properly and starts again without rolling: it overwrites its archive in place. */
  public void restartInPlace(long nowMillis) throws IOException {
    writer.close();
    listener.overwriting(archive);
    beginRun(nowMillis);
  }

  private void startAgain(long nowMillis) throws IOException {
    rename();
    beginRun(nowMillis);
  }

  /** Nothing more reaches the file; the writer is never closed, as that would flush it. */
  private void abandon() {
    writer = null;
  }

  private void beginRun(long nowMillis) throws IOException {
    main++;
    child = 0;
    origin = new SimulatedWriter.Origin(random.nextLong(), Instant.ofEpochMilli(nowMillis));
    statistics = new SimulatedStatistics(name, shape, random);
    Files.deleteIfExists(marker(main - 1));
    Files.createFile(marker(main));
    beginArchive(nowMillis);
  }

  private void beginArchive(long nowMillis) throws IOException {
    startMillis = nowMillis;
    isBegun = false;
    writer =
        new SimulatedWriter(
            archive,
            Instant.ofEpochMilli(nowMillis),
            origin,
            out -> new TornOutput(out, tearing, random));
    listener.created(archive);
    writer.initialize(0);
    statistics.announce(writer);
  }

  /** Geode's writer deletes an archive without samples, so there may be nothing to rename. */
  private void rename() throws IOException {
    if (Files.exists(archive)) {
      child++;
      Path target = numbered(main, child, "");
      Files.move(archive, target);
      rolled.addLast(target);
    }
  }

  private Path marker(int run) {
    return numbered(run, 0, ".marker");
  }

  /** The numbers come before the last ending, which a marker has not. */
  private Path numbered(int run, int number, String ending) {
    String live = archive.getFileName().toString();
    int dot = live.lastIndexOf('.');
    return archive.resolveSibling(
        "%s-%02d-%02d%s"
            .formatted(
                live.substring(0, dot),
                run,
                number,
                ending.isEmpty() ? live.substring(dot) : ending));
  }

  /** Ends the member properly, if it has not ended yet. */
  @Override
  public void close() throws IOException {
    if (!isEnded) {
      isEnded = true;
      writer.close();
      Files.deleteIfExists(marker(main));
    }
  }
}
