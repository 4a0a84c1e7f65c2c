package io.github.gfstoprometheus.convert;

import java.util.List;
import java.util.stream.Stream;

/**
 * The names of all labels that series can have beside that of their metric, known before the first
 * one.
 *
 * @param member the member's name
 * @param category the resource type
 * @param instanceName the instance's text id
 * @param others what else the series of an instance share, in alphabetical order
 * @param ofStatistics what tells the statistics of an instance apart beside the metric, in
 *     alphabetical order
 */
public record PossibleLabels(
    String member,
    String category,
    String instanceName,
    List<String> others,
    List<String> ofStatistics) {
  /** Copies the lists. */
  public PossibleLabels {
    others = List.copyOf(others);
    ofStatistics = List.copyOf(ofStatistics);
  }

  /** All that the series of an instance share: member, type and instance come first. */
  public List<String> ofInstances() {
    return Stream.concat(Stream.of(member, category, instanceName), others.stream()).toList();
  }
}
