package io.github.gfstoprometheus.export;

import io.github.gfstoprometheus.convert.MetricMetadata;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The order in which series are written: by metric, member and labels; and which of them go
 * together into memory.
 */
final class SeriesOrder {
  private final List<MemberSeries> members;
  private final List<Entry> entries = new ArrayList<>();

  /**
   * A series, by its place among all.
   *
   * @param member the place of its member
   * @param number what the member numbers it
   */
  record Entry(String metric, int member, LabelSet labels, int number) {}

  /**
   * Brings the series of all members into their order.
   *
   * @throws IOException if two members have the same one, whose samples would then not rise in time
   */
  SeriesOrder(List<MemberSeries> members) throws IOException {
    this.members = members;
    Set<LabelSet> all = new HashSet<>();
    for (int member = 0; member < members.size(); member++) {
      MemberSeries series = members.get(member);
      for (int number = 0; number < series.count(); number++) {
        LabelSet labels = series.labels(number);
        if (!all.add(labels)) {
          throw new IOException(
              "%s and another member have the same series %s: labels must tell members apart"
                  .formatted(series.conversion().memberName(), labels));
        }
        entries.add(new Entry(labels.value(LabelSet.METRIC_NAME), member, labels, number));
      }
    }
    entries.sort(
        Comparator.comparing(Entry::metric)
            .thenComparing(Entry::member)
            .thenComparing(Entry::labels));
  }

  /** All series in their order. */
  List<Entry> entries() {
    return entries;
  }

  /** How many bytes it takes to hold some series. */
  long bytes(List<Entry> some) {
    Sum sum = new Sum();
    some.forEach(sum::add);
    return sum.bytes;
  }

  /**
   * Those that follow each other and can be held together; one by itself may still be too large.
   */
  List<List<Entry>> groups(long mostBytes) {
    List<List<Entry>> groups = new ArrayList<>();
    Sum sum = new Sum();
    int from = 0;
    for (int i = 0; i < entries.size(); i++) {
      sum.add(entries.get(i));
      if (sum.bytes > mostBytes && i > from) {
        groups.add(entries.subList(from, i));
        from = i;
        sum = new Sum();
        sum.add(entries.get(i));
      }
    }
    groups.add(entries.subList(from, entries.size()));
    return groups;
  }

  /** What is known of each metric, by its name. */
  Map<String, MetricFacts> metrics() {
    Map<String, MetricFacts> metrics = new TreeMap<>();
    for (Entry entry : entries) {
      boolean counts = members.get(entry.member()).isCountable(entry.number());
      MetricFacts known = metrics.get(entry.metric());
      if (known == null) {
        MetricFacts.Range range = counts ? MetricFacts.Range.COUNTS : MetricFacts.Range.ANY;
        metrics.put(entry.metric(), new MetricFacts(told(entry.metric()), range));
      } else if (!counts && known.range() == MetricFacts.Range.COUNTS) {
        metrics.put(entry.metric(), new MetricFacts(known.told(), MetricFacts.Range.ANY));
      }
    }
    return metrics;
  }

  private List<MetricMetadata> told(String metric) {
    return members.stream()
        .map(member -> member.conversion().metrics().get(metric))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  /** What series of several members take together. */
  private final class Sum {
    private final BitSet counted = new BitSet();
    private long bytes;

    void add(Entry entry) {
      MemberSeries member = members.get(entry.member());
      bytes += member.bytes(entry.number());
      if (!counted.get(entry.member())) {
        counted.set(entry.member());
        bytes += member.sharedBytes();
      }
    }
  }
}
