package io.github.gfstoprometheus.testkit.geode;

import io.github.gfstoprometheus.testkit.geode.ArchivedStatistic.Summary;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.geode.internal.statistics.StatArchiveReader;
import org.apache.geode.internal.statistics.StatArchiveReader.ArchiveInfo;
import org.apache.geode.internal.statistics.StatArchiveReader.ResourceInst;
import org.apache.geode.internal.statistics.StatArchiveReader.StatDescriptor;
import org.apache.geode.internal.statistics.StatArchiveReader.StatValue;

/**
 * An archive as Geode's own reader understands it: the oracle for every other reader.
 *
 * <p>The reader keeps the whole archive in memory in a packed form, some bytes per change; a series
 * is unpacked only while it is handed out. An instance that was created but never written reads 0
 * at every tick of its life.
 */
public final class GeodeArchive {

  private final ArchiveHeader header;
  private final List<Entry> entries;

  /** A series and the handle by which Geode's reader knows it. */
  private record Entry(ArchivedSeries series, StatValue value) {}

  private GeodeArchive(ArchiveHeader header, List<Entry> entries) {
    this.header = header;
    this.entries = entries;
  }

  /**
   * Reads an archive whole. What follows the last whole sample of a torn archive is not seen, as
   * Geode's reader takes the end of the file for the end of the archive, wherever it comes.
   */
  public static GeodeArchive read(Path archive) throws IOException {
    return find(archive).orElseThrow(() -> new IOException(archive + " holds no whole header"));
  }

  /**
   * Reads an archive whole, or nothing if its header is not whole: what a member leaves that was
   * killed before its first sample, or before its compression let go of anything.
   */
  public static Optional<GeodeArchive> find(Path archive) throws IOException {
    if (isGzip(archive) == archive.toString().endsWith(".gz")) {
      return load(archive);
    }
    // Geode's reader believes the name, not the content.
    Path renamed = Files.createTempFile("archive-", isGzip(archive) ? ".gz" : ".gfs");
    try {
      Files.copy(archive, renamed, StandardCopyOption.REPLACE_EXISTING);
      return load(renamed);
    } finally {
      Files.delete(renamed);
    }
  }

  private static boolean isGzip(Path archive) throws IOException {
    try (InputStream in = Files.newInputStream(archive)) {
      return in.read() == 0x1f && in.read() == 0x8b;
    }
  }

  private static Optional<GeodeArchive> load(Path archive) throws IOException {
    // Not the reader's own auto-close: it would renumber the instances.
    try (StatArchiveReader reader =
        new StatArchiveReader(new File[] {archive.toFile()}, null, false)) {
      ArchiveInfo info = reader.getArchives()[0].getArchiveInfo();
      if (info == null) {
        return Optional.empty();
      }
      List<Entry> entries = new ArrayList<>();
      List<?> instances = reader.getResourceInstList();
      for (int ordinal = 0; ordinal < instances.size(); ordinal++) {
        // Ids may have gaps, which the reader's list shows as null.
        if (instances.get(ordinal) instanceof ResourceInst instance) {
          addSeries(ordinal, instance, entries);
        }
      }
      return Optional.of(new GeodeArchive(header(info), entries));
    }
  }

  private static void addSeries(int ordinal, ResourceInst instance, List<Entry> entries) {
    ArchivedInstance archived =
        new ArchivedInstance(
            ordinal,
            instance.getType().getName(),
            instance.getName(),
            instance.getId(),
            instance.isActive());
    for (StatValue value : instance.getStatValues()) {
      StatDescriptor descriptor = value.getDescriptor();
      ArchivedSeries series =
          new ArchivedSeries(
              archived,
              descriptor.getOffset(),
              descriptor.getName(),
              descriptor.getTypeCode(),
              descriptor.isCounter(),
              descriptor.isLargerBetter(),
              descriptor.getUnits(),
              descriptor.getDescription());
      entries.add(new Entry(series, value));
    }
  }

  private static ArchiveHeader header(ArchiveInfo info) {
    return new ArchiveHeader(
        info.getArchiveFormatVersion(),
        info.getStartTimeMillis(),
        info.getSystemId(),
        info.getSystemStartTimeMillis(),
        info.getTimeZone().getRawOffset(),
        info.getTimeZone().getID(),
        info.getSystem(),
        info.getProductVersion(),
        info.getOs(),
        info.getMachine());
  }

  public ArchiveHeader header() {
    return header;
  }

  /** All series in the order of the file: by instance, then by the statistic's offset. */
  public List<ArchivedSeries> series() {
    return entries.stream().map(Entry::series).toList();
  }

  /** Hands out every series in the order of the file, deleted instances included. */
  public void forEachStatistic(StatisticConsumer consumer) throws IOException {
    visit(entries, consumer);
  }

  /** Hands out every series in an order of the caller's choice. */
  public void forEachStatistic(Comparator<ArchivedSeries> order, StatisticConsumer consumer)
      throws IOException {
    visit(entries.stream().sorted(Comparator.comparing(Entry::series, order)).toList(), consumer);
  }

  private static void visit(List<Entry> entries, StatisticConsumer consumer) throws IOException {
    ArchivedInstance instance = null;
    long[] timestampsMillis = {};
    for (Entry entry : entries) {
      StatValue value = entry.value();
      if (!entry.series().instance().equals(instance)) {
        instance = entry.series().instance();
        timestampsMillis = value.getRawAbsoluteTimeStamps();
      }
      value.setFilter(StatValue.FILTER_NONE);
      double[] values = value.getSnapshots();
      consumer.accept(
          new ArchivedStatistic(entry.series(), timestampsMillis, values, summary(value)));
    }
  }

  private static Summary summary(StatValue value) {
    return new Summary(
        value.getSnapshotsSize(),
        value.getSnapshotsMinimum(),
        value.getSnapshotsMaximum(),
        value.getSnapshotsAverage(),
        value.getSnapshotsStandardDeviation(),
        value.getSnapshotsMostRecent());
  }
}
