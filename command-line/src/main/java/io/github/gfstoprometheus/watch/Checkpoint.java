package io.github.gfstoprometheus.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a sink has published, and what it is about to publish.
 *
 * @param members those of whom something is published, or known
 * @param blocks the names of the blocks that it has published and may still replace
 * @param next what is being published: whether it came to that shows after a crash
 */
record Checkpoint(List<MemberProgress> members, List<String> blocks, Optional<Publication> next) {
  /** Nothing is published. */
  static final Checkpoint NONE = new Checkpoint(List.of(), List.of(), Optional.empty());

  /**
   * Something that is published as a whole.
   *
   * @param block the name of the block, or empty if requests are sent
   * @param replaces the blocks whose samples are in that block as well
   * @param members how far those members are published then of whom it has samples
   */
  record Publication(String block, List<String> replaces, List<MemberProgress> members) {
    Publication {
      replaces = List.copyOf(replaces);
      members = List.copyOf(members);
    }
  }

  Checkpoint {
    members = List.copyOf(members);
    blocks = List.copyOf(blocks);
  }

  /** What is known of a member, if anything is. */
  Optional<MemberProgress> member(String name) {
    return members.stream().filter(member -> member.name().equals(name)).findFirst();
  }

  /**
   * All that is known of members, the newest first: also of those of whom something is being
   * published for the first time, who must be called the same when that is done again.
   */
  List<MemberProgress> known() {
    List<MemberProgress> known = new ArrayList<>();
    next.ifPresent(publication -> known.addAll(publication.members()));
    known.addAll(members);
    return known;
  }

  /** The same, before something is published. */
  Checkpoint before(Publication publication) {
    return new Checkpoint(members, blocks, Optional.of(publication));
  }

  /** The same, if what was being published never came to be. */
  Checkpoint withoutNext() {
    return new Checkpoint(members, blocks, Optional.empty());
  }

  /** The same, with other blocks. */
  Checkpoint withBlocks(List<String> others) {
    return new Checkpoint(members, others, next);
  }

  /** The same, when what was being published has been. */
  Checkpoint afterNext() {
    Publication publication = next.orElseThrow();
    Map<String, MemberProgress> byName = new LinkedHashMap<>();
    members.forEach(member -> byName.put(member.name(), member));
    publication.members().forEach(member -> byName.put(member.name(), member));
    List<String> left = new ArrayList<>(blocks);
    left.removeAll(publication.replaces());
    if (!publication.block().isEmpty()) {
      left.add(publication.block());
    }
    return new Checkpoint(List.copyOf(byName.values()), left, Optional.empty());
  }
}
