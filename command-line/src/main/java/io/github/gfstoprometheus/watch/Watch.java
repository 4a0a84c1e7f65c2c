package io.github.gfstoprometheus.watch;

import io.github.gfstoprometheus.archives.ArchiveFilter;
import io.github.gfstoprometheus.archives.ArchiveScan;
import io.github.gfstoprometheus.convert.ConversionOptions;
import io.github.gfstoprometheus.durable.DirectoryLock;
import io.github.gfstoprometheus.members.MemberOptions;
import io.github.gfstoprometheus.pipeline.Workers;
import io.github.gfstoprometheus.remotewrite.RemoteWriteSettings;
import io.github.gfstoprometheus.tsdb.block.BlockPolicy;
import io.github.gfstoprometheus.tsdb.block.Ulid;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Follows archives, and publishes what they hold, until it is ended; the next one goes on. */
public final class Watch implements Closeable {
  /** So long sinks may take to publish what was read when the watch is ended. */
  private static final Duration PATIENCE = Duration.ofSeconds(7);

  /** The name of the checkpoint of remote write, in the directory of the state. */
  private static final String REMOTE_WRITE_CHECKPOINT = "gfs-to-prometheus.remote-write.json";

  private final Settings settings;
  private final InstantSource clock;
  private final WatchFigures figures;
  private final Roster roster;
  private final List<SinkLoop> loops = new ArrayList<>();
  private final List<Closeable> resources = new ArrayList<>();
  private final CountDownLatch stopping = new CountDownLatch(1);

  /**
   * What to watch, and where to.
   *
   * @param roots files, and directories below which archives are or will be
   * @param blocks where blocks go, if anywhere
   * @param receiver where requests go, if anywhere
   * @param pollInterval how often archives and directories are looked at
   * @param jobs how much is done at a time
   */
  public record Settings(
      List<Path> roots,
      ArchiveFilter filter,
      MemberOptions members,
      ConversionOptions options,
      Optional<BlockTarget> blocks,
      Optional<ReceiverTarget> receiver,
      Duration pollInterval,
      int jobs) {
    /** Copies the list. */
    public Settings {
      roots = List.copyOf(roots);
    }
  }

  /**
   * Where blocks go.
   *
   * @param data the directory, such as the data directory of a Prometheus, running or not
   * @param ulids names blocks
   * @param flushInterval how long samples wait until they are published
   */
  public record BlockTarget(
      Path data, BlockPolicy policy, Supplier<Ulid> ulids, Duration flushInterval) {}

  /**
   * Where requests go.
   *
   * @param state a directory for what must be known of what was sent
   * @param toleranceMillis by how much ticks may be moved, so that they are evenly spaced
   * @param thinMillis in which periods values that do not change have a sample, or 0
   */
  public record ReceiverTarget(
      RemoteWriteSettings settings, Path state, long toleranceMillis, long thinMillis) {
    /** What is the same for the same receiver and tenant: the address, and what headers say. */
    String name() {
      String headers =
          settings.headers().entrySet().stream()
              .map(header -> " " + header.getKey() + "=" + header.getValue())
              .sorted()
              .collect(Collectors.joining());
      return settings.url() + headers;
    }
  }

  /** How a watch looks for archives. */
  private enum Search {
    /** It waits until new ones tell whose they are. */
    PATIENT,
    /** What there is must do. */
    ONCE
  }

  private Watch(Settings settings, InstantSource clock, Search search, Journal journal)
      throws IOException {
    this.settings = settings;
    this.clock = clock;
    boolean opened = false;
    try {
      Optional<PublishedBlocks> published = lockBlocks();
      Optional<CheckpointFile> sent = lockState();
      List<MemberProgress> known = new ArrayList<>();
      published.ifPresent(blocks -> known.addAll(blocks.checkpoint().known()));
      Checkpoint checkpoint = sent.isPresent() ? sent.get().read() : Checkpoint.NONE;
      known.addAll(checkpoint.known());
      int sinks = (published.isPresent() ? 1 : 0) + (sent.isPresent() ? 1 : 0);
      ArchiveScan scan = new ArchiveScan(settings.roots(), settings.filter(), sinks);
      Duration patience = search == Search.ONCE ? Duration.ZERO : Roster.PATIENCE;
      roster = new Roster(scan, settings.members(), known, patience, journal);
      List<Sink> all = new ArrayList<>();
      if (published.isPresent()) {
        all.add(blockSink(published.get(), journal));
      }
      if (sent.isPresent()) {
        all.add(remoteWriteSink(sent.get(), checkpoint, search, journal));
      }
      figures = new WatchFigures(all.stream().map(Sink::figures).toList());
      all.forEach(sink -> loops.add(new SinkLoop(sink, settings.pollInterval(), clock, journal)));
      opened = true;
    } finally {
      if (!opened) {
        close();
      }
    }
  }

  /**
   * Opens a watch that goes on where one before has ended, however that ended.
   *
   * @throws IOException if another one is at work there, or its state or secrets cannot be read
   */
  public static Watch open(Settings settings, InstantSource clock, Journal journal)
      throws IOException {
    return new Watch(settings, clock, Search.PATIENT, journal);
  }

  /**
   * Opens one for {@link #runOnce}.
   *
   * @throws IOException as {@link #open} does
   */
  public static Watch openOnce(Settings settings, InstantSource clock, Journal journal)
      throws IOException {
    return new Watch(settings, clock, Search.ONCE, journal);
  }

  private Optional<PublishedBlocks> lockBlocks() throws IOException {
    if (settings.blocks().isEmpty()) {
      return Optional.empty();
    }
    Path data = settings.blocks().get().data();
    resources.add(DirectoryLock.take(data));
    PublishedBlocks published = new PublishedBlocks(data);
    published.restore();
    return Optional.of(published);
  }

  private Optional<CheckpointFile> lockState() throws IOException {
    if (settings.receiver().isEmpty()) {
      return Optional.empty();
    }
    ReceiverTarget receiver = settings.receiver().get();
    Path state = receiver.state();
    boolean isLocked =
        settings.blocks().map(BlockTarget::data).filter(data -> isSame(data, state)).isPresent();
    if (!isLocked) {
      resources.add(DirectoryLock.take(state));
    }
    return Optional.of(new CheckpointFile(state.resolve(REMOTE_WRITE_CHECKPOINT), receiver.name()));
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.exists(other) && Files.isSameFile(one, other);
    } catch (IOException e) {
      return false; // who locks it meets the failure again, and tells
    }
  }

  private Sink blockSink(PublishedBlocks published, Journal journal) throws IOException {
    BlockTarget target = settings.blocks().orElseThrow();
    SinkFigures done = new SinkFigures("blocks");
    return new BlockSink(
        published,
        new BlockSink.Settings(
            settings.options(), target.policy(), target.ulids(), target.flushInterval()),
        roster,
        workers(),
        clock,
        done,
        journal);
  }

  private Sink remoteWriteSink(
      CheckpointFile file, Checkpoint checkpoint, Search search, Journal journal)
      throws IOException {
    ReceiverTarget target = settings.receiver().orElseThrow();
    SinkFigures done = new SinkFigures("remote_write");
    return new RemoteWriteSink(
        file,
        checkpoint,
        new RemoteWriteSink.Settings(
            settings.options(),
            target.settings(),
            target.toleranceMillis(),
            target.thinMillis(),
            search == Search.ONCE ? Duration.ZERO : RemoteWriteSink.PATIENCE,
            new ToldRemoteWrite(done, journal)),
        roster,
        workers(),
        clock,
        done,
        journal);
  }

  private Workers workers() {
    Workers workers = new Workers(settings.jobs());
    resources.add(workers);
    return workers;
  }

  /** What it has done so far, and how it is. */
  public WatchFigures figures() {
    return figures;
  }

  /**
   * The sinks that have read all that there was at their last poll; it is published, but for what
   * waits for the next flush.
   */
  public List<String> caughtUp() {
    return loops.stream()
        .filter(loop -> roster.isComplete() && loop.sink().hasCaughtUp())
        .map(loop -> loop.sink().figures().sink())
        .toList();
  }

  /** The sinks that have stopped though they should not. */
  public List<String> dead() {
    return loops.stream()
        .filter(loop -> !loop.isAlive())
        .map(loop -> loop.sink().figures().sink())
        .toList();
  }

  /**
   * Watches until {@link #stop}.
   *
   * @param beat is called each time archives have been looked for
   * @return whether all that was read has been published, and nothing has died
   */
  public boolean run(Runnable beat) throws InterruptedException {
    look();
    loops.forEach(SinkLoop::start);
    boolean stopped = false;
    while (!stopped && dead().isEmpty()) {
      beat.run();
      stopped = stopping.await(settings.pollInterval().toMillis(), TimeUnit.MILLISECONDS);
      look();
    }
    boolean published = dead().isEmpty();
    loops.forEach(SinkLoop::stop);
    long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
    for (SinkLoop loop : loops) {
      Duration left = Duration.ofNanos(Math.max(1_000_000, deadlineNanos - System.nanoTime()));
      published &= loop.await(left);
    }
    return published;
  }

  /**
   * Publishes what there is now, wherever that can be done.
   *
   * @throws IOException if it cannot be done everywhere
   */
  public void runOnce() throws IOException {
    look();
    List<IOException> failures = new ArrayList<>();
    for (SinkLoop loop : loops) {
      try {
        loop.sink().finish(clock.millis());
      } catch (IOException e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      IOException first = failures.get(0);
      failures.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
  }

  private void look() {
    long nowMillis = clock.millis();
    roster.look(nowMillis);
    figures.scanned(roster.archiveCount(), nowMillis);
    figures.joined(roster.members().size());
  }

  /** Wants {@link #run} to publish what there is, and to return; may be called by any thread. */
  public void stop() {
    stopping.countDown();
  }

  /** Has {@link #runOnce} end as soon as it can; may be called by any thread. */
  public void breakOff() {
    loops.forEach(loop -> loop.sink().breakOff());
  }

  /** Directories are free for others last; if a thread may still publish, when the process ends. */
  @Override
  public void close() throws IOException {
    boolean isOver = true;
    for (SinkLoop loop : loops) {
      loop.close();
      isOver &= !loop.isAlive();
    }
    if (isOver) {
      Collections.reverse(resources);
      for (Closeable resource : resources) {
        resource.close();
      }
    }
  }
}
