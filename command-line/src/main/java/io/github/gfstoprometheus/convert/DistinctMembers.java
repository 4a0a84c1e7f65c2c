package io.github.gfstoprometheus.convert;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Members whose series have labels that tell them apart. */
public final class DistinctMembers {
  private DistinctMembers() {}

  /**
   * Demands that no two members would have the same series.
   *
   * @throws IOException if two would
   */
  public static void require(List<ChainConversion> members) throws IOException {
    Map<LabelSet, ChainConversion> byLabels = new HashMap<>();
    for (ChainConversion member : members) {
      ChainConversion other = byLabels.putIfAbsent(member.memberLabels(), member);
      if (other != null) {
        throw new IOException(
            "%s and %s would be the same series, of %s: give them different labels"
                .formatted(
                    other.archives().get(0), member.archives().get(0), member.memberLabels()));
      }
    }
  }
}
