package io.github.gfstoprometheus.watch;

import io.github.gfstoprometheus.archives.ArchiveScan;
import io.github.gfstoprometheus.cli.CommandRun;
import io.github.gfstoprometheus.convert.ConversionOptions;
import io.github.gfstoprometheus.fixtures.SeriesOfBlocks.Sample;
import io.github.gfstoprometheus.fixtures.SeriesSamples;
import io.github.gfstoprometheus.members.MemberOptions;
import io.github.gfstoprometheus.pipeline.Workers;
import io.github.gfstoprometheus.remotewrite.RemoteWriteListener;
import io.github.gfstoprometheus.remotewrite.RemoteWriteSettings;
import io.github.gfstoprometheus.tsdb.block.BlockPolicy;
import io.github.gfstoprometheus.tsdb.block.Ulid;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** What a sink needs, with a clock that a test sets; each sink that is opened is a new run. */
final class SinkSurroundings {
  static final Duration FLUSH_INTERVAL = Duration.ofMinutes(1);

  private final Path directory;
  private final RecordedTells tells = new RecordedTells();
  private final InstantSource clock = () -> Instant.ofEpochMilli(nowMillis());
  private final Workers workers = new Workers(1);
  private Supplier<Ulid> ulids = Ulid.generator(clock, new SplittableRandom(1));
  private SinkFigures figures = new SinkFigures("none");
  private Roster roster;
  private long nowMillis = LiveArchives.START;
  private int conversions;

  SinkSurroundings(Path directory) {
    this.directory = directory;
    this.roster = roster(List.of());
  }

  Path live() {
    return directory.resolve("live");
  }

  Path data() {
    return directory.resolve("data");
  }

  RecordedTells tells() {
    return tells;
  }

  SinkFigures figures() {
    return figures;
  }

  Roster roster() {
    return roster;
  }

  InstantSource clock() {
    return clock;
  }

  long nowMillis() {
    return nowMillis;
  }

  /** From now on, blocks are called so. */
  void nameBlocks(Supplier<Ulid> names) {
    ulids = names;
  }

  Supplier<Ulid> blockNames() {
    return ulids;
  }

  /** It is so many seconds after the start, and archives are looked for. */
  long at(int second) {
    nowMillis = LiveArchives.START + second * 1000L;
    roster.look(nowMillis);
    return nowMillis;
  }

  private Roster roster(List<MemberProgress> known) {
    ArchiveScan scan = LiveArchives.scanOf(live(), 1);
    return new Roster(scan, MemberOptions.DEFAULT, known, Duration.ZERO, tells);
  }

  BlockSink blocks() throws IOException {
    PublishedBlocks published = new PublishedBlocks(data());
    published.restore();
    roster = roster(published.checkpoint().known());
    figures = new SinkFigures("blocks");
    return new BlockSink(
        published,
        new BlockSink.Settings(
            ConversionOptions.DEFAULT,
            BlockPolicy.PROMETHEUS.withRange(Duration.ofMinutes(10)),
            () -> ulids.get(),
            FLUSH_INTERVAL),
        roster,
        workers,
        clock,
        figures,
        tells);
  }

  Path checkpoint() {
    return directory.resolve("remote-write.json");
  }

  RemoteWriteSink remoteWrite(URI receiver, Duration patience) throws IOException {
    CheckpointFile file = new CheckpointFile(checkpoint(), receiver.toString());
    Checkpoint checkpoint = file.read();
    roster = roster(checkpoint.known());
    figures = new SinkFigures("remote_write");
    return new RemoteWriteSink(
        file,
        checkpoint,
        new RemoteWriteSink.Settings(
            ConversionOptions.DEFAULT,
            RemoteWriteSettings.to(receiver),
            0,
            0,
            patience,
            RemoteWriteListener.NONE),
        roster,
        workers,
        clock,
        figures,
        tells);
  }

  /** What {@code convert} makes of the archives now, but for the markers at each member's end. */
  SeriesSamples converted() throws IOException {
    Path scratch = directory.resolve("converted-" + conversions++);
    CommandRun.of("convert", live(), "--output", scratch, "--quiet").exits(0);
    SeriesSamples all = SeriesSamples.ofBlocks(scratch);
    Map<String, Long> lastMillis = new HashMap<>();
    SeriesSamples values = all.withoutMarkers();
    for (LabelSet labels : values.labels()) {
      for (Sample sample : values.samples(labels)) {
        lastMillis.merge(labels.value("member"), sample.timestampMillis(), Math::max);
      }
    }
    SeriesSamples told = new SeriesSamples();
    for (LabelSet labels : all.labels()) {
      for (Sample sample : all.samples(labels)) {
        if (sample.timestampMillis() <= lastMillis.get(labels.value("member"))) {
          told.add(labels, sample.timestampMillis(), sample.valueBits());
        }
      }
    }
    told.sort();
    return told;
  }

  /** What was published as blocks. */
  SeriesSamples published() throws IOException {
    SeriesSamples all = SeriesSamples.ofBlocks(data());
    all.sort();
    return all;
  }
}
