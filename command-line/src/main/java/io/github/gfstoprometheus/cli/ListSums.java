package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.listing.MemberListing;
import io.github.gfstoprometheus.listing.Span;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * The figures of all members together.
 *
 * @param seconds how long it took
 */
record ListSums(List<MemberListing> members, double seconds) {
  long archives() {
    return members.stream().mapToLong(member -> member.archives().size()).sum();
  }

  /** From the first tick to the last one, if there is one. */
  Optional<Span> time() {
    return members.stream()
        .flatMap(member -> member.figures().time().stream())
        .reduce(
            (one, other) ->
                new Span(
                    Math.min(one.fromMillis(), other.fromMillis()),
                    Math.max(one.toMillis(), other.toMillis())));
  }

  MemberListing.ExpectedBlocks expected() {
    return MemberListing.expectedBlocks(members);
  }

  long sum(ToLongFunction<MemberListing.Figures> figure) {
    return members.stream().mapToLong(member -> figure.applyAsLong(member.figures())).sum();
  }
}
