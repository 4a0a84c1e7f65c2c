package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.archive.ArchiveHeader;
import io.github.gfstoprometheus.listing.ArchiveListing;
import io.github.gfstoprometheus.listing.MemberListing;
import io.github.gfstoprometheus.listing.Overlap;
import io.github.gfstoprometheus.listing.Span;
import io.github.gfstoprometheus.listing.Storage;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What a conversion would convert, for people. */
final class ListText {
  /** More archives than fit on a screen are shown only on demand. */
  private static final int FEW_ARCHIVES = 12;

  private final PrintStream out;
  private final Detail detail;

  /** Whether archives are shown one by one. */
  enum Detail {
    /** Only where all of them fit on a screen. */
    IF_FEW,
    /** Always. */
    EACH_ARCHIVE
  }

  ListText(PrintStream out, Detail detail) {
    this.out = out;
    this.detail = detail;
  }

  void print(ListSums sums) {
    printMembers(sums);
    if (detail == Detail.EACH_ARCHIVE || sums.archives() <= FEW_ARCHIVES) {
      sums.members().forEach(this::printMember);
    }
    out.println();
    printSums(sums);
  }

  private void printMembers(ListSums sums) {
    Table table = new Table();
    table.row(
        "member",
        "type",
        "version",
        "host",
        "archives",
        "first sample",
        "last sample",
        "ticks",
        "series",
        "gaps",
        "lost");
    for (MemberListing member : sums.members()) {
      Optional<ArchiveHeader> header = member.origin().header();
      MemberListing.Figures figures = member.figures();
      table.row(
          member.member().name(),
          member.member().type().orElse(""),
          header.map(ProductText::version).orElse(""),
          header.map(ProductText::host).orElse(""),
          Figures.count(member.archives().size()),
          figures.time().map(time -> second(time.fromMillis())).orElse(state(member)),
          figures.time().map(time -> second(time.toMillis())).orElse(""),
          Figures.count(figures.ticks()),
          Figures.count(figures.series()),
          orNothing(member.gaps().count()),
          orNothing(lost(member)));
    }
    table.print(out);
  }

  private static String state(MemberListing member) {
    return member.outcome() == MemberListing.Outcome.FAILED ? "failed" : "";
  }

  private static long lost(MemberListing member) {
    return member.archives().stream().mapToLong(ArchiveListing::ticksLost).sum();
  }

  private void printMember(MemberListing member) {
    out.println();
    out.println(member.member().name() + member.origin().header().map(this::origin).orElse(""));
    if (member.origin().starts() > 1) {
      out.println("  started " + Figures.count(member.origin().starts()) + " times");
    }
    Table table = new Table();
    table.row(
        "archive", "bytes", "first sample", "last sample", "ticks", "instances", "series", "");
    member.archives().forEach(archive -> add(table, archive));
    table.print(out);
    for (Span gap : member.gaps().first()) {
      out.println("  gap from " + second(gap.fromMillis()) + " to " + second(gap.toMillis()));
    }
    printMore(member.gaps().more(), "gap");
    for (Overlap overlap : member.overlaps().first()) {
      out.println(
          "  lost, not later than what is before: %s of %s, from %s to %s"
              .formatted(
                  Figures.count(overlap.ticks(), "sample"),
                  overlap.archive(),
                  second(overlap.time().fromMillis()),
                  second(overlap.time().toMillis())));
    }
    printMore(member.overlaps().more(), "overlap");
  }

  private String origin(ArchiveHeader header) {
    String product = header.product().lines().findFirst().orElse("");
    return ": %s; %s; zone %s".formatted(product, header.operatingSystem(), header.zoneId());
  }

  private static void add(Table table, ArchiveListing archive) {
    table.row(
        archive.name(),
        archive.storage().bytes().isPresent()
            ? Figures.count(archive.storage().bytes().getAsLong())
            : "",
        archive.time().map(time -> second(time.fromMillis())).orElse(""),
        archive.time().map(time -> second(time.toMillis())).orElse(""),
        Figures.count(archive.ticks()),
        Figures.count(archive.instances()),
        Figures.count(archive.series()),
        words(archive));
  }

  private static String words(ArchiveListing archive) {
    String packing = archive.storage().packing() == Storage.Packing.GZIP ? "compressed" : "";
    String end = archive.remarks().isEmpty() ? "" : " torn";
    return (packing + end + (archive.problems().isEmpty() ? "" : " damaged")).strip();
  }

  private void printMore(long more, String what) {
    if (more > 0) {
      out.println("  and " + Figures.count(more) + " more " + what + (more == 1 ? "" : "s"));
    }
  }

  private void printSums(ListSums sums) {
    Table table = new Table();
    table.row("members", Figures.count(sums.members().size()));
    table.row("archives", Figures.count(sums.archives()));
    sums.time()
        .ifPresent(
            time -> {
              table.row("first sample", Instant.ofEpochMilli(time.fromMillis()).toString());
              table.row("last sample", Instant.ofEpochMilli(time.toMillis()).toString());
            });
    table.row("ticks", Figures.count(sums.sum(MemberListing.Figures::ticks)));
    table.row("series", Figures.count(sums.sum(MemberListing.Figures::series)));
    table.row("samples", Figures.count(sums.sum(MemberListing.Figures::samples)));
    table.row("changes", Figures.count(sums.sum(MemberListing.Figures::changes)));
    table.row("bytes in", Figures.count(sums.sum(MemberListing.Figures::bytesIn)));
    table.row(
        "blocks would take",
        "%s, %s"
            .formatted(
                size(sums.expected().bytes()), Figures.count(sums.expected().blocks(), "block")));
    table.row("seconds", Figures.format("%.2f", sums.seconds()));
    table.row("peak memory", Figures.count(PeakMemory.megabytes()) + " MB");
    table.print(out);
  }

  /** In two digits: it is not known better. */
  static String size(long bytes) {
    if (bytes < 1_000_000) {
      return "about " + Figures.count(rounded(bytes / 1e3)) + " kB";
    }
    return bytes < 10_000_000
        ? Figures.format("about %.1f MB", bytes / 1e6)
        : "about " + Figures.count(rounded(bytes / 1e6)) + " MB";
  }

  private static long rounded(double number) {
    double unit = Math.pow(10, Math.max(0, Math.floor(Math.log10(Math.max(1, number))) - 1));
    return Math.round(Math.rint(number / unit) * unit);
  }

  private static String orNothing(long count) {
    return count == 0 ? "" : Figures.count(count);
  }

  private static String second(long millis) {
    return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
