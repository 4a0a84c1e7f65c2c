package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.blocks.ConversionReport;
import io.github.gfstoprometheus.blocks.MemberReport;
import io.github.gfstoprometheus.blocks.MemberReport.State;
import io.github.gfstoprometheus.convert.ConversionFigures;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The figures of all members together.
 *
 * @param seconds how long it took
 */
record ConversionSums(ConversionReport report, double seconds) {
  List<MemberReport> members() {
    return report.members();
  }

  ConversionReport.Output output() {
    return report.output();
  }

  long archives(State state) {
    return members().stream()
        .filter(member -> member.state() == state)
        .mapToLong(member -> member.archives().size())
        .sum();
  }

  long bytesIn() {
    return members().stream().mapToLong(MemberReport::bytesIn).sum();
  }

  long ticks() {
    return sum(ConversionFigures::ticks);
  }

  long series() {
    return sum(ConversionFigures::series);
  }

  long changes() {
    return sum(ConversionFigures::changes);
  }

  /** The time of the first tick; there is one. */
  long firstMillis() {
    return members().stream().mapToLong(member -> member.figures().firstMillis()).min().orElse(0);
  }

  /** The time of the last tick; there is one. */
  long lastMillis() {
    return members().stream().mapToLong(member -> member.figures().lastMillis()).max().orElse(0);
  }

  private long sum(ToLongFunction<ConversionFigures> figure) {
    return members().stream().mapToLong(member -> figure.applyAsLong(member.figures())).sum();
  }
}
