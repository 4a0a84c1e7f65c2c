package io.github.gfstoprometheus.listing;

import io.github.gfstoprometheus.archive.ArchiveHeader;
import io.github.gfstoprometheus.archives.ArchiveChain;
import io.github.gfstoprometheus.convert.ChainConversion;
import io.github.gfstoprometheus.convert.ConversionOptions;
import io.github.gfstoprometheus.members.Member;
import io.github.gfstoprometheus.members.MemberArchives;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * What a conversion of a member's archives would give.
 *
 * @param labels those that all its series would have in common
 * @param archives in the order in which they are converted
 * @param gaps in time, from the sample before to the one after
 * @param overlaps one for each archive that has some
 * @param blockRanges those that would hold samples, counted from the epoch
 * @param outcome whether anything could be read
 * @param remarks what is worth knowing
 * @param problems what is unreadable, malformed or would be lost
 */
public record MemberListing(
    Member member,
    LabelSet labels,
    Origin origin,
    List<ArchiveListing> archives,
    Excerpt<Span> gaps,
    Excerpt<Overlap> overlaps,
    Figures figures,
    BitSet blockRanges,
    Outcome outcome,
    List<String> remarks,
    List<String> problems) {
  /** Copies the lists. */
  public MemberListing {
    archives = List.copyOf(archives);
    remarks = List.copyOf(remarks);
    problems = List.copyOf(problems);
  }

  /** Whether there is anything to convert. */
  public enum Outcome {
    /** It can be converted, as far as it can be read. */
    READ,
    /** Nothing could be read. */
    FAILED
  }

  /**
   * Where the archives come from.
   *
   * @param header the last one that was read
   * @param starts how many runs of the member follow each other
   */
  public record Origin(Optional<ArchiveHeader> header, long starts) {}

  /**
   * Sums of all archives.
   *
   * @param time of the first and last tick, if there is one
   * @param ticks samples of the archives that would become ticks
   * @param series as a conversion counts them
   * @param samples of all series, without stale markers
   * @param staleMarkers how often a series ends
   * @param changes values that the archives give
   * @param bytesIn how many bytes were read, compressed ones as they are
   * @param expectedBytes about how many bytes its part of blocks would take
   */
  public record Figures(
      Optional<Span> time,
      long ticks,
      long series,
      long samples,
      long staleMarkers,
      long changes,
      long bytesIn,
      long expectedBytes) {}

  /** Reads all archives of a member, each of them once, and writes nothing. */
  public static MemberListing of(MemberArchives member, ConversionOptions options)
      throws IOException {
    ChainConversion conversion = ChainConversion.of(member, options);
    CountingTimeline timeline = new CountingTimeline(conversion.startMillis());
    MemberReading reading = new MemberReading(conversion, timeline);
    conversion.into(timeline, reading);
    ArchiveChain chain = member.chain();
    reading.end(chain.sources());
    return new MemberListing(
        new Member(conversion.memberName(), member.member().type()),
        conversion.memberLabels(),
        reading.origin(),
        reading.archives(),
        reading.gaps(),
        reading.overlaps(),
        reading.figures(),
        timeline.ranges(),
        conversion.hasFailed() ? Outcome.FAILED : Outcome.READ,
        conversion.remarks(),
        conversion.problems());
  }

  /** About how many bytes blocks would take that hold all of these members. */
  public static ExpectedBlocks expectedBlocks(List<MemberListing> members) {
    BitSet ranges = new BitSet();
    members.forEach(member -> ranges.or(member.blockRanges()));
    long bytes = members.stream().mapToLong(member -> member.figures().expectedBytes()).sum();
    return new ExpectedBlocks(
        ranges.cardinality(), bytes + ranges.cardinality() * ExpectedSize.BLOCK_BYTES);
  }

  /**
   * What would be written by default.
   *
   * @param blocks at least so many: what does not fit into memory takes more
   * @param bytes about how many
   */
  public record ExpectedBlocks(long blocks, long bytes) {}
}
