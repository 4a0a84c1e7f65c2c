package io.github.gfstoprometheus.testkit.geode;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Simulated members whose archives grow, as fast as the caller steps or by themselves: in real time
 * or so many times faster, at whatever time their shape begins.
 */
public final class SimulatedCluster implements Closeable {

  private static final Duration STOP_LIMIT = Duration.ofMinutes(1);

  private final List<LivingMember> members = new ArrayList<>();
  private final Instant start;
  private Consumer<SimulatedMember> whenFlushed = member -> {};
  private Thread thread = new Thread("never started");
  private volatile boolean stopped;
  private volatile Throwable failure;

  /**
   * A cluster whose members have started, and not sampled yet.
   *
   * @param directory where the members' directories are created
   * @param listener is told of their files
   */
  public SimulatedCluster(Path directory, ClusterShape shape, ArchiveListener listener)
      throws IOException {
    this.start = shape.member().start();
    for (int number = 1; number <= shape.members(); number++) {
      members.add(member(directory, shape, number, listener));
    }
  }

  private static LivingMember member(
      Path directory, ClusterShape shape, int number, ArchiveListener listener) throws IOException {
    Path home = Files.createDirectories(directory.resolve("server-" + number));
    boolean isPacked = number > shape.members() - shape.packedMembers();
    Duration interval = shape.member().interval();
    ArchiveShape its =
        shape
            .member()
            .withSeed(shape.member().seed() * 1000 + number)
            .withClock(
                shape
                    .member()
                    .start()
                    .plus(interval.multipliedBy(number - 1L).dividedBy(shape.members())),
                interval,
                shape.member().jitter());
    Path archive = home.resolve(isPacked ? "stats.gfs.gz" : "stats.gfs");
    return new LivingMember(
        new SimulatedMember(archive, its, shape.tearing(), listener), its, shape.habits());
  }

  /** What is done after each sample that has reached the file, by the thread that samples. */
  public void whenFlushed(Consumer<SimulatedMember> action) {
    whenFlushed = action;
  }

  public List<SimulatedMember> members() {
    return members.stream().map(LivingMember::member).toList();
  }

  /** Lets members sample, the next one that is due each time, until all have passed a time. */
  public void sampleUntil(Instant end) throws IOException {
    for (LivingMember next = next(); next.next().isBefore(end); next = next()) {
      sample(next);
    }
  }

  /**
   * Lets members sample by themselves until the cluster is {@linkplain #stop stopped}: what is due
   * at a time after the start happens so many times sooner after now.
   */
  public void startSampling(double speed) {
    long startNanos = System.nanoTime();
    thread = new Thread(() -> sampleOn(startNanos, speed), "simulated cluster");
    thread.setDaemon(true);
    thread.start();
  }

  private void sampleOn(long startNanos, double speed) {
    try {
      while (!stopped) {
        LivingMember next = next();
        long dueNanos =
            startNanos + (long) (Duration.between(start, next.next()).toNanos() / speed);
        long leftNanos = dueNanos - System.nanoTime();
        if (leftNanos > 0) {
          LockSupport.parkNanos(leftNanos);
        } else {
          sample(next);
        }
      }
    } catch (IOException | RuntimeException e) {
      failure = e;
    }
  }

  private LivingMember next() {
    return members.stream().min(Comparator.comparing(LivingMember::next)).orElseThrow();
  }

  private void sample(LivingMember member) throws IOException {
    member.step();
    whenFlushed.accept(member.member());
  }

  /** Whether it still samples. */
  public boolean isSampling() {
    return thread.isAlive();
  }

  /** Ends the sampling; the members live on, and what they hold back reaches their files. */
  public void stop() {
    stopped = true;
    LockSupport.unpark(thread);
    try {
      thread.join(STOP_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive() || failure != null) {
      throw new IllegalStateException("the simulated cluster failed", failure);
    }
    members().forEach(SimulatedMember::flush);
  }

  /** Stops, and ends all members properly: compressed archives get their end. */
  public void end() throws IOException {
    stop();
    for (LivingMember member : members) {
      member.member().close();
    }
  }

  /** Ends it, if it has not ended yet. */
  @Override
  public void close() throws IOException {
    end();
  }
}
