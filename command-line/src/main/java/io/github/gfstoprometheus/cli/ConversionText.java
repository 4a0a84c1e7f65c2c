package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.blocks.ConversionReport;
import io.github.gfstoprometheus.convert.MemberReport;
import io.github.gfstoprometheus.convert.MemberReport.State;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

/** What became of a conversion, for people. */
final class ConversionText {
  private final PrintStream out;
  private final Path directory;

  ConversionText(PrintStream out, Path directory) {
    this.out = out;
    this.directory = directory;
  }

  void print(ConversionSums sums, ConversionReport.Output written) {
    if (sums.members().size() == 1) {
      out.println(line(sums.members().get(0), written));
    } else {
      printMembers(sums, written);
    }
    if (written.samples() > 0) {
      printFigures(sums, written);
    }
  }

  private String line(MemberReport member, ConversionReport.Output written) {
    String archives =
        member.archives().size() == 1
            ? member.archives().get(0)
            : member.archives().size()
                + " archives up to "
                + member.archives().get(member.archives().size() - 1);
    return switch (member.state()) {
      case CONVERTED -> archives + ": " + blocks(written);
      case UNCHANGED ->
          archives + ": unchanged, " + directory + " holds it already (--force converts it again)";
      case FAILED -> archives + ": failed";
    };
  }

  private String blocks(ConversionReport.Output written) {
    return Figures.count(written.blocks(), "block") + " in " + directory;
  }

  private void printMembers(ConversionSums sums, ConversionReport.Output written) {
    Table table = new Table();
    table.row("member", "archives", "first sample", "last sample", "ticks", "series", "problems");
    for (MemberReport member : sums.members()) {
      table.row(
          member.member(),
          Figures.count(member.archives().size()),
          member.figures().ticks() == 0 ? state(member) : instant(member.figures().firstMillis()),
          member.figures().ticks() == 0 ? "" : instant(member.figures().lastMillis()),
          Figures.count(member.figures().ticks()),
          Figures.count(member.figures().series()),
          member.problems().isEmpty() ? "" : Figures.count(member.problems().size()));
    }
    table.print(out);
    boolean unchanged = sums.archives(State.UNCHANGED) > 0;
    out.println(
        Figures.count(sums.members().size(), "member")
            + ": "
            + blocks(written)
            + (unchanged ? "; what is unchanged is there already (--force)" : ""));
  }

  private static String state(MemberReport member) {
    return member.state().name().toLowerCase(Locale.ROOT);
  }

  private void printFigures(ConversionSums sums, ConversionReport.Output written) {
    long samples = written.samples();
    Table table = new Table();
    table.row("archives", Figures.count(sums.archives(State.CONVERTED)));
    table.row("first sample", instant(sums.firstMillis()));
    table.row("last sample", instant(sums.lastMillis()));
    table.row("ticks", Figures.count(sums.ticks()));
    table.row("series", Figures.count(sums.series()));
    table.row(
        "samples",
        Figures.count(samples)
            + " ("
            + Figures.count((long) (samples / sums.seconds()))
            + " a second)");
    table.row("changes", Figures.count(sums.changes()));
    table.row("blocks", Figures.count(written.blocks()));
    table.row("bytes in", Figures.count(sums.bytesIn()));
    table.row(
        "bytes out",
        Figures.count(written.bytes())
            + Figures.format(" (%.3f a sample)", (double) written.bytes() / samples));
    table.row("seconds", Figures.format("%.2f", sums.seconds()));
    table.row("peak memory", Figures.count(PeakMemory.megabytes()) + " MB");
    table.print(out);
  }

  private static String instant(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
