package io.github.gfstoprometheus.testkit.geode;

/**
 * What a simulated cluster looks like.
 *
 * @param members how many there are: {@code server-1} and so on, each with a directory of its own
 * @param packedMembers how many of them, from the last one on, write compressed archives
 * @param member the series and the clock of each; the first starts when it says so, and the others
 *     spread over the interval after it
 * @param habits what they do beside sampling
 * @param tearing how their bytes reach the files
 */
public record ClusterShape(
    int members, int packedMembers, ArchiveShape member, MemberHabits habits, Tearing tearing) {

  /** So many members that only sample. */
  public static ClusterShape of(int members, ArchiveShape member) {
    return new ClusterShape(members, 0, member, MemberHabits.steady(), Tearing.NONE);
  }

  public ClusterShape withPackedMembers(int count) {
    return new ClusterShape(members, count, member, habits, tearing);
  }

  public ClusterShape withHabits(MemberHabits newHabits) {
    return new ClusterShape(members, packedMembers, member, newHabits, tearing);
  }

  public ClusterShape withTearing(Tearing newTearing) {
    return new ClusterShape(members, packedMembers, member, habits, newTearing);
  }
}
