package io.github.gfstoprometheus.watch;

import io.github.gfstoprometheus.archives.ArchivePath;
import io.github.gfstoprometheus.archives.FollowedArchive;
import io.github.gfstoprometheus.members.Member;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;

/** A member that is known, with its archives. One thread adds to them, any may ask. */
final class RosterMember {
  private final Member member;
  private final Set<String> chains = new CopyOnWriteArraySet<>();
  private final List<FollowedArchive> archives = new CopyOnWriteArrayList<>();

  RosterMember(Member member) {
    this.member = member;
  }

  /** Where a chain of archives is, as text. */
  static String place(ArchivePath chain) {
    return "/" + String.join("/", chain.directories()) + "/" + chain.fileName();
  }

  Member member() {
    return member;
  }

  String name() {
    return member.name();
  }

  /** Where its archives are. */
  List<String> chains() {
    return List.copyOf(chains);
  }

  /** Its archives, in the order in which they appeared, but for those that are gone and done. */
  List<FollowedArchive> archives() {
    return archives;
  }

  void addChain(String place) {
    chains.add(place);
  }

  void addAll(List<FollowedArchive> more) {
    archives.addAll(more);
  }

  void retain(Set<FollowedArchive> known) {
    if (!known.containsAll(archives)) {
      archives.retainAll(known);
    }
  }
}
