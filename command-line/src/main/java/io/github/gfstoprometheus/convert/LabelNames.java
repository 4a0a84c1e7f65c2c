package io.github.gfstoprometheus.convert;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The names of labels, and which of them users may give to their own. */
public final class LabelNames {
  static final String CATEGORY = "category";
  static final String INSTANCE_NAME = "exported_instance";
  static final String DUPLICATE = "duplicate";
  static final String STATISTIC = "statistic";
  static final String INSTANCE = "instance";
  static final String MEMBER = "member";
  static final String MEMBER_TYPE = "member_type";
  static final String JOB = "job";
  static final String CLUSTER = "cluster";

  /** Labels that tell series apart, which no user may set. */
  private static final Set<String> IDENTITY = Set.of(CATEGORY, INSTANCE_NAME, DUPLICATE, STATISTIC);

  /** Labels that all series of a member share. */
  private static final Set<String> OF_MEMBER = Set.of(INSTANCE, MEMBER, MEMBER_TYPE, JOB, CLUSTER);

  private LabelNames() {}

  /** The labels that series can have under these names. */
  public static PossibleLabels possible(NamingOptions options) {
    Set<String> others = new TreeSet<>(OF_MEMBER);
    others.add(DUPLICATE);
    others.addAll(options.labels().keySet());
    others.remove(MEMBER);
    Set<String> ofStatistics = new TreeSet<>(Set.of(STATISTIC));
    options.renames().values().forEach(rename -> ofStatistics.addAll(rename.labels().keySet()));
    return new PossibleLabels(
        options.label(MEMBER),
        options.label(CATEGORY),
        options.label(INSTANCE_NAME),
        others.stream().map(options::label).sorted().toList(),
        ofStatistics.stream().map(options::label).sorted().toList());
  }

  /** What is wrong with a name that a label is to have, if anything. */
  public static Optional<String> whyNotLegal(String name) {
    return LegalNames.isLabel(name) && !name.startsWith("__")
        ? Optional.empty()
        : Optional.of(
            "\"" + name + "\" is no label name: letters, digits and underscores are possible");
  }

  /** What is wrong with a label that a user sets on all series, if anything. */
  public static Optional<String> whyNotFree(String name) {
    return IDENTITY.contains(name)
        ? Optional.of("label \"" + name + "\" tells series apart and cannot be set")
        : whyNotLegal(name);
  }

  /** What is wrong with a label that a user sets on the series of one statistic, if anything. */
  public static Optional<String> whyNotUnused(String name) {
    return OF_MEMBER.contains(name)
        ? Optional.of(
            "label \"" + name + "\" is the same in all series of a member and cannot be set here")
        : whyNotFree(name);
  }

  static void requireLegal(String name) {
    refuse(whyNotLegal(name));
  }

  static void requireFree(String name) {
    refuse(whyNotFree(name));
  }

  static void requireUnused(String name) {
    refuse(whyNotUnused(name));
  }

  private static void refuse(Optional<String> reason) {
    if (reason.isPresent()) {
      throw new IllegalArgumentException(reason.get());
    }
  }

  /** Each label that a series can have must have a name of its own after renaming. */
  static void requireDistinct(
      Map<String, String> labels, Map<String, Rename> renames, Map<String, String> labelRenames) {
    Set<String> names = new TreeSet<>(IDENTITY);
    names.addAll(OF_MEMBER);
    names.addAll(labels.keySet());
    for (Rename rename : renames.values()) {
      for (String name : rename.labels().keySet()) {
        if (labels.containsKey(name)) {
          throw new IllegalArgumentException(
              "label \"%s\" is set on all series, and by a rename of a statistic: call one of them otherwise"
                  .formatted(name));
        }
        names.add(name);
      }
    }
    Map<String, String> origins = new HashMap<>();
    for (String name : names) {
      String renamed = labelRenames.getOrDefault(name, name);
      String other = origins.putIfAbsent(renamed, name);
      if (other != null) {
        throw new IllegalArgumentException(
            "labels \"%s\" and \"%s\" would both be called \"%s\": rename the other one too"
                .formatted(other, name, renamed));
      }
    }
  }
}
