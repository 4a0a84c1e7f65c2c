package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.convert.ConversionFigures;
import io.github.gfstoprometheus.convert.MemberReport;
import io.github.gfstoprometheus.convert.MemberReport.State;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The figures of all members together.
 *
 * @param seconds how long it took
 */
record ConversionSums(List<MemberReport> members, double seconds) {
  long archives(State state) {
    return members.stream()
        .filter(member -> member.state() == state)
        .mapToLong(member -> member.archives().size())
        .sum();
  }

  long bytesIn() {
    return members.stream().mapToLong(MemberReport::bytesIn).sum();
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
    return members.stream().mapToLong(member -> member.figures().firstMillis()).min().orElse(0);
  }

  /** The time of the last tick; there is one. */
  long lastMillis() {
    return members.stream().mapToLong(member -> member.figures().lastMillis()).max().orElse(0);
  }

  private long sum(ToLongFunction<ConversionFigures> figure) {
    return members.stream().mapToLong(member -> figure.applyAsLong(member.figures())).sum();
  }
}
