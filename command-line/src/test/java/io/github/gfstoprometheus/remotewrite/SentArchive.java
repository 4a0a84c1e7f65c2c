package io.github.gfstoprometheus.remotewrite;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.real;
import static io.github.gfstoprometheus.fixtures.HandmadeArchive.whole;

import io.github.gfstoprometheus.archives.ArchiveChain;
import io.github.gfstoprometheus.archives.ArchiveSource;
import io.github.gfstoprometheus.convert.ConversionOptions;
import io.github.gfstoprometheus.convert.NamingOptions;
import io.github.gfstoprometheus.convert.Watcher;
import io.github.gfstoprometheus.export.Batch;
import io.github.gfstoprometheus.export.Export;
import io.github.gfstoprometheus.export.ExportSettings;
import io.github.gfstoprometheus.export.SampleRuns;
import io.github.gfstoprometheus.export.SampleWriter;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.fixtures.SeriesSamples;
import io.github.gfstoprometheus.members.MemberArchives;
import io.github.gfstoprometheus.members.MemberOptions;
import io.github.gfstoprometheus.members.MemberSurvey;
import io.github.gfstoprometheus.pipeline.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** An archive whose batches are sent, and what must be there then. */
final class SentArchive {
  private static final long BATCH_MILLIS = 20_000;

  private final List<MemberArchives> members;

  private SentArchive(List<MemberArchives> members) {
    this.members = members;
  }

  /** An archive of two instances, one of which comes and goes, and values that change or not. */
  static SentArchive of(Path file) throws IOException {
    return of(file, 120);
  }

  static SentArchive of(Path file, int ticks) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    HandmadeArchive archive = HandmadeArchive.begun().type(1, "T", whole("n"), real("x"));
    archive.type(2, "U", real("a"), real("b"), real("c"), real("d"), real("still"));
    archive.create(1, "one", 1).create(2, "two", 2);
    for (int tick = 0; tick < ticks; tick++) {
      boolean lives = tick % 40 < 30;
      if (tick % 40 == 30) {
        archive.delete(1);
      } else if (tick > 0 && tick % 40 == 0) {
        archive.create(1, "one", 1);
      }
      archive.sample(
          990 + random.nextInt(20),
          sample -> {
            if (lives) {
              sample.set(1, 0, random.nextInt(100));
              sample.set(1, 1, random.nextInt(4) == 0 ? Double.NaN : random.nextDouble());
            }
            sample.set(2, random.nextInt(4), random.nextDouble());
          });
    }
    return written(archive.to(file));
  }

  /** An archive that is there. */
  static SentArchive written(Path file) throws IOException {
    List<ArchiveChain> chains =
        List.of(new ArchiveChain("member", List.of(ArchiveSource.of(file))));
    return new SentArchive(
        MemberSurvey.of(chains, new MemberOptions(NamingOptions.DEFAULT.member(), Optional.empty()))
            .members());
  }

  /** Does something with a batch. */
  interface Action {
    void take(Batch batch) throws IOException;
  }

  /** Sends all batches, one after the other. */
  SentFigures send(RemoteWriter writer, Delivery delivery) throws IOException {
    SentFigures[] sum = {SentFigures.NONE};
    forEach(batch -> sum[0] = sum[0].plus(writer.send(List.of(batch), delivery)));
    return sum[0];
  }

  /** All samples, stale markers too. */
  SeriesSamples samples() throws IOException {
    SeriesSamples samples = new SeriesSamples();
    forEach(
        batch -> {
          for (int series = 0; series < batch.seriesCount(); series++) {
            SampleRuns runs = batch.samples(series);
            while (runs.next()) {
              for (int tick = runs.fromTick(); tick < runs.endTick(); tick++) {
                samples.add(batch.labels(series), batch.millis(tick), runs.valueBits());
              }
            }
          }
        });
    return samples;
  }

  void forEach(Action action) throws IOException {
    ExportSettings settings =
        new ExportSettings(ConversionOptions.DEFAULT, BATCH_MILLIS, 1 << 24, 0, 0);
    try (Workers workers = new Workers(1)) {
      Export.run(members, settings, new Batches(action), workers, Watcher.NONE);
    }
  }

  private record Batches(Action action) implements SampleWriter {
    @Override
    public void write(Batch batch) throws IOException {
      action.take(batch);
    }

    @Override
    public void finish() {}

    @Override
    public long bytesOut() {
      return 0;
    }

    @Override
    public void close() {}
  }
}
