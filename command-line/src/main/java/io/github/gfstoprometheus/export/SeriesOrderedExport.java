package io.github.gfstoprometheus.export;

import io.github.gfstoprometheus.archives.ArchiveSource;
import io.github.gfstoprometheus.convert.ChainConversion;
import io.github.gfstoprometheus.convert.ConversionOptions;
import io.github.gfstoprometheus.convert.MemberReport;
import io.github.gfstoprometheus.convert.Watcher;
import io.github.gfstoprometheus.convert.Zeros;
import io.github.gfstoprometheus.members.MemberArchives;
import io.github.gfstoprometheus.pipeline.Workers;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Exports the archives of several members series after series, without files in between: what does
 * not fit into memory is read again.
 *
 * <p>The first pass over the archives finds out which series there are and how many bytes each
 * takes when it is packed. If all fit, they have been held and are written. Else they are divided,
 * in their order, into groups that fit, and for each group the archives of its members are read
 * again. A series that does not fit by itself is written while it is read: being alone it is in
 * order.
 *
 * <p>What the first pass saw counts. If an archive grows meanwhile, later passes leave out what is
 * behind the end of then, so that all series of a member end together; only the stale markers that
 * were to stand at this end are missing where the archive now goes on. What later passes cannot
 * read any more is a problem of the report.
 */
final class SeriesOrderedExport {
  /** A part of the memory is for what is recorded and not packed yet. */
  private static final int RECORDED_PART = 4;

  private final List<MemberArchives> archives;
  private final ExportSettings settings;
  private final SeriesWriter writer;
  private final Workers workers;
  private final PassWatcher watcher;
  private final List<MemberSeries> members;
  private final long recordedBytes;
  private final long heldBytes;

  /** What later passes found wrong, and the first did not, by member. */
  private final Map<Integer, Set<String>> newProblems = new TreeMap<>();

  /** The packed batches of each member, in the order of time. */
  private final List<List<PackedBatch>> held = new ArrayList<>();

  private long bytesOfHeld;
  private int passes;
  private long samples;
  private long[] tickMillis = {};

  private SeriesOrderedExport(
      List<MemberArchives> archives,
      ExportSettings settings,
      SeriesWriter writer,
      Workers workers,
      Watcher watcher) {
    this.archives = archives;
    this.settings = settings;
    this.writer = writer;
    this.workers = workers;
    this.watcher = new PassWatcher(watcher);
    this.members =
        archives.stream()
            .map(member -> new MemberSeries(ChainConversion.of(member, settings.options())))
            .toList();
    this.recordedBytes = settings.memoryBytes() / RECORDED_PART;
    this.heldBytes = settings.memoryBytes() - recordedBytes;
  }

  /**
   * Exports until all is done, or somebody wants it to end.
   *
   * @throws IOException if the writer fails, or not all fits into memory and an archive cannot be
   *     read again
   */
  static ExportReport run(
      List<MemberArchives> archives,
      ExportSettings settings,
      SeriesWriter writer,
      Workers workers,
      Watcher watcher)
      throws IOException {
    SeriesOrderedExport export =
        new SeriesOrderedExport(archives, settings, writer, workers, watcher);
    boolean whole = export.run();
    if (whole) {
      writer.finish();
    } else {
      writer.breakOff();
    }
    return export.report(whole);
  }

  private boolean run() throws IOException {
    forgetHeld();
    if (!readFirst()) {
      return false;
    }
    SeriesOrder order = new SeriesOrder(members);
    writer.begin(order.metrics());
    if (isAllHeld()) {
      return write(order.entries());
    }
    for (List<SeriesOrder.Entry> group : order.groups(heldBytes)) {
      boolean whole = order.bytes(group) > heldBytes ? writeAsRead(group.get(0)) : readAgain(group);
      if (!whole) {
        return false;
      }
    }
    return true;
  }

  private boolean isAllHeld() {
    return bytesOfHeld <= heldBytes;
  }

  private void forgetHeld() {
    held.clear();
    members.forEach(member -> held.add(new ArrayList<>()));
  }

  private boolean readFirst() throws IOException {
    BatchPass pass = new BatchPass(settings, recordedBytes, writer);
    for (int i = 0; i < members.size(); i++) {
      int member = i;
      pass.add(members.get(i).conversion(), batch -> takeFirst(member, batch));
    }
    return run(pass);
  }

  private void takeFirst(int member, Batch batch) throws IOException {
    MemberSeries series = members.get(member);
    PackedBatch packed = PackedBatch.of(batch, series::number);
    series.tally(packed);
    boolean allWasHeld = isAllHeld();
    bytesOfHeld += packed.bytes();
    if (isAllHeld()) {
      held.get(member).add(packed);
    } else if (allWasHeld) {
      forgetHeld();
      requireRepeatable();
    }
  }

  private void requireRepeatable() throws IOException {
    for (MemberArchives member : archives) {
      for (ArchiveSource source : member.chain().sources()) {
        if (!source.isRepeatable()) {
          throw new IOException(
              source.name()
                  + " can be read once, and its series, which must stand one after the other, do"
                  + " not fit into memory together: give a file, or more --memory");
        }
      }
    }
  }

  /** Holds some series, and writes them. */
  private boolean readAgain(List<SeriesOrder.Entry> group) throws IOException {
    forgetHeld();
    return readAgain(group, (member, packed) -> held.get(member).add(packed)) && write(group);
  }

  /** Writes one series, which cannot be held. */
  private boolean writeAsRead(SeriesOrder.Entry one) throws IOException {
    forgetHeld();
    writer.series(one.labels());
    return readAgain(List.of(one), (member, packed) -> write(packed, packed.place(one.number())));
  }

  /** Takes what a member said of the series of a group. */
  private interface Taker {
    void take(int member, PackedBatch packed) throws IOException;
  }

  private boolean readAgain(List<SeriesOrder.Entry> group, Taker taker) throws IOException {
    Map<Integer, Set<LabelSet>> wanted = new TreeMap<>();
    for (SeriesOrder.Entry entry : group) {
      wanted.computeIfAbsent(entry.member(), key -> new HashSet<>()).add(entry.labels());
    }
    // Those that are always zero have been left out already.
    ConversionOptions options = settings.options().withZeros(Zeros.KEEP);
    BatchPass pass = new BatchPass(settings, recordedBytes, writer);
    Map<Integer, ChainConversion> conversions = new TreeMap<>();
    wanted.forEach(
        (member, series) -> {
          MemberSeries known = members.get(member);
          ChainConversion again =
              ChainConversion.of(archives.get(member), options, series::contains);
          conversions.put(member, again);
          pass.addUntil(
              known.conversion().figures().endMillis(),
              again,
              batch -> taker.take(member, PackedBatch.of(batch, known::number)));
        });
    boolean whole = run(pass);
    conversions.forEach(this::keepNewProblems);
    return whole;
  }

  private boolean run(BatchPass pass) throws IOException {
    passes++;
    return pass.run(workers, watcher);
  }

  private void keepNewProblems(int member, ChainConversion again) {
    Set<String> problems = new LinkedHashSet<>(again.damages());
    problems.removeAll(new HashSet<>(members.get(member).conversion().damages()));
    newProblems.computeIfAbsent(member, key -> new LinkedHashSet<>()).addAll(problems);
  }

  /** Writes series that are held, unless somebody wants it to end. */
  private boolean write(List<SeriesOrder.Entry> entries) throws IOException {
    for (SeriesOrder.Entry entry : entries) {
      if (watcher.wantsEnd()) {
        return false;
      }
      writer.series(entry.labels());
      for (PackedBatch batch : held.get(entry.member())) {
        write(batch, batch.place(entry.number()));
      }
      watcher.written(BatchPass.written(writer));
    }
    return true;
  }

  private void write(PackedBatch batch, int place) throws IOException {
    if (place < 0) {
      return; // it has no samples in this stretch of time
    }
    tickMillis = batch.tickMillis(tickMillis);
    PackedRuns runs = batch.runs(place);
    while (runs.next()) {
      writer.samples(tickMillis, runs.fromTick(), runs.endTick(), runs.valueBits());
      samples += runs.endTick() - runs.fromTick();
    }
  }

  private ExportReport report(boolean whole) {
    List<MemberReport> reports = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      MemberReport report = MemberReport.converted(members.get(i).conversion());
      List<String> problems = new ArrayList<>(report.problems());
      problems.addAll(newProblems.getOrDefault(i, Set.of()));
      reports.add(
          new MemberReport(
              report.member(),
              report.archives(),
              report.state(),
              report.figures(),
              report.bytesIn(),
              report.remarks(),
              problems));
    }
    return new ExportReport(reports, samples, writer.bytesOut(), passes, whole);
  }
}
