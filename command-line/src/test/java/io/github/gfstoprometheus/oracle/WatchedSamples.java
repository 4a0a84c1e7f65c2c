package io.github.gfstoprometheus.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.cli.CommandRun;
import io.github.gfstoprometheus.fixtures.BlockTimes;
import io.github.gfstoprometheus.fixtures.SeriesOfBlocks.Sample;
import io.github.gfstoprometheus.fixtures.SeriesSamples;
import io.github.gfstoprometheus.testkit.geode.ArchiveKeeper;
import io.github.gfstoprometheus.testkit.geode.GeodeArchive;
import io.github.gfstoprometheus.tsdb.block.BlockMeta;
import io.github.gfstoprometheus.tsdb.block.Blocks;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What a watch has to have published when its archives grow no more: by Geode's own reader every
 * sample, and by {@code convert} every sample and every stale marker, bit by bit. Both read what
 * the keeper kept, as the archives themselves may be deleted by then.
 */
public final class WatchedSamples {
  private static final String MEMBER = "member";

  private final ArchiveKeeper keeper;

  private WatchedSamples(ArchiveKeeper keeper) {
    this.keeper = keeper;
  }

  /** Of the archives that a keeper has kept, when all are at their end. */
  public static WatchedSamples of(ArchiveKeeper keeper) {
    return new WatchedSamples(keeper);
  }

  /** All samples of blocks that do not overlap, have no sample twice, and end before now. */
  public static SeriesSamples ofBlocks(Path data) throws IOException {
    assertThat(BlockTimes.overlaps(data)).as("blocks that overlap").isEmpty();
    long nowMillis = System.currentTimeMillis();
    for (BlockMeta block : Blocks.metas(data)) {
      // One interval at most: an ended instance has its marker with the tick that comes after.
      assertThat(block.endMillis()).as("end of %s", block).isLessThanOrEqualTo(nowMillis + 1);
    }
    SeriesSamples all = SeriesSamples.ofBlocks(data);
    demandRisingTimes(all);
    return all;
  }

  /** Demands that no series has two samples at one time, or one before the other. */
  public static void demandRisingTimes(SeriesSamples samples) {
    for (LabelSet labels : samples.labels()) {
      long lastMillis = Long.MIN_VALUE;
      for (Sample sample : samples.samples(labels)) {
        assertThat(sample.timestampMillis()).as("time in %s", labels).isGreaterThan(lastMillis);
        lastMillis = sample.timestampMillis();
      }
    }
  }

  /** Compares with Geode's reader; members are called as their directories are. */
  public void compareWithGeode(SeriesSamples found, String memberType) throws IOException {
    compareWithGeode(found, member -> memberType);
  }

  /**
   * Compares with Geode's reader.
   *
   * @param memberTypes what each member is; empty if that is not known
   */
  void compareWithGeode(SeriesSamples found, UnaryOperator<String> memberTypes) throws IOException {
    Map<String, SeriesSamples> byMember = byMember(found.withoutMarkers());
    List<String> members = new ArrayList<>();
    for (Map.Entry<Path, List<Path>> chain : keeper.chains().entrySet()) {
      String member = chain.getKey().getParent().getFileName().toString();
      members.add(member);
      ExpectedSamples expected =
          ExpectedSamples.of(readable(chain.getValue()), member, memberTypes.apply(member));
      expected.compare(ReadBack.of(byMember.getOrDefault(member, new SeriesSamples())), false);
    }
    assertThat(byMember.keySet()).containsExactlyInAnyOrderElementsOf(members);
  }

  /** Of a member that was killed, an archive may have not even its header. */
  private static List<Path> readable(List<Path> archives) throws IOException {
    List<Path> readable = new ArrayList<>();
    for (Path archive : archives) {
      if (GeodeArchive.find(archive).isPresent()) {
        readable.add(archive);
      }
    }
    return readable;
  }

  /**
   * Compares with what {@code convert} makes of all that was kept, but for the markers after each
   * member's last sample: whoever watches does not know that it is the last one.
   *
   * @param scratch a directory that is not there yet
   * @param options of names, as the watch has them
   */
  public void compareWithConversion(SeriesSamples found, Path scratch, String... options)
      throws IOException {
    demandEqual(found, converted(scratch, options));
  }

  /** What {@code convert} makes of all that was kept, without the last markers. */
  public SeriesSamples converted(Path scratch, String... options) throws IOException {
    List<Object> arguments =
        new ArrayList<>(List.of("convert", keeper.directory(), "--output", scratch, "--quiet"));
    arguments.addAll(List.of(options));
    CommandRun run = CommandRun.of(arguments.toArray());
    // 3: what a killed member left may be damaged, and is told.
    assertThat(run.exitCode()).as(run.errors()).isIn(0, 3);
    return withoutLastMarkers(SeriesSamples.ofBlocks(scratch));
  }

  private static SeriesSamples withoutLastMarkers(SeriesSamples converted) {
    Map<String, Long> lastMillis = new HashMap<>();
    SeriesSamples values = converted.withoutMarkers();
    for (LabelSet labels : values.labels()) {
      List<Sample> samples = values.samples(labels);
      lastMillis.merge(
          member(labels), samples.get(samples.size() - 1).timestampMillis(), Math::max);
    }
    SeriesSamples published = new SeriesSamples();
    for (LabelSet labels : converted.labels()) {
      for (Sample sample : converted.samples(labels)) {
        if (sample.timestampMillis() <= lastMillis.get(member(labels))) {
          published.add(labels, sample.timestampMillis(), sample.valueBits());
        }
      }
    }
    return published;
  }

  /** Demands the same samples, and tells the first difference and how much there is of it. */
  static void demandEqual(SeriesSamples found, SeriesSamples expected) {
    assertThat(found.labels()).containsExactlyInAnyOrderElementsOf(expected.labels());
    List<String> differences = new ArrayList<>();
    for (LabelSet labels : expected.labels()) {
      List<Sample> here = found.samples(labels);
      List<Sample> there = expected.samples(labels);
      if (!here.equals(there)) {
        differences.add(labels + ": " + difference(here, there));
      }
    }
    if (!differences.isEmpty()) {
      throw new AssertionError(
          "%d of %d series differ; the first: %s"
              .formatted(differences.size(), expected.labels().size(), differences.get(0)));
    }
  }

  private static String difference(List<Sample> found, List<Sample> expected) {
    int same = 0;
    while (same < Math.min(found.size(), expected.size())
        && found.get(same).equals(expected.get(same))) {
      same++;
    }
    return "%d samples, expected %d; from number %d on %s, expected %s"
        .formatted(
            found.size(), expected.size(), same, excerpt(found, same), excerpt(expected, same));
  }

  private static List<Sample> excerpt(List<Sample> samples, int from) {
    return samples.subList(Math.max(0, from - 1), Math.min(samples.size(), from + 3));
  }

  private static Map<String, SeriesSamples> byMember(SeriesSamples all) {
    Map<String, SeriesSamples> byMember = new HashMap<>();
    for (LabelSet labels : all.labels()) {
      SeriesSamples its = byMember.computeIfAbsent(member(labels), key -> new SeriesSamples());
      for (Sample sample : all.samples(labels)) {
        its.add(labels, sample.timestampMillis(), sample.valueBits());
      }
    }
    return byMember;
  }

  private static String member(LabelSet labels) {
    return labels.toMap().getOrDefault(MEMBER, "");
  }
}
