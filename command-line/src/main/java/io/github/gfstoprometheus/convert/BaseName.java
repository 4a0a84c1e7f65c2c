package io.github.gfstoprometheus.convert;

import io.github.gfstoprometheus.archive.StatisticDescriptor;
import java.util.Locale;

/**
 * The name of a statistic whose values are in base units: {@code putTime_seconds_total}. A suffix
 * that a name has already, written in one way or the other, is there once: {@code sentBytes}
 * becomes {@code sent_bytes}.
 */
final class BaseName {
  private static final String TOTAL = "total";

  private BaseName() {}

  static String of(StatisticDescriptor descriptor, BaseUnit unit) {
    if (!descriptor.counter()) {
      return with(descriptor.name(), unit.suffix());
    }
    return with(without(descriptor.name(), TOTAL), unit.suffix()) + "_" + TOTAL;
  }

  private static String with(String name, String suffix) {
    if (suffix.isEmpty()) {
      return name;
    }
    String stem = without(name, suffix);
    return stem.isEmpty() ? suffix : stem + "_" + suffix;
  }

  /** A name without a last word that is this one: {@code sentBytes}, {@code sent_bytes}. */
  private static String without(String name, String word) {
    if (name.equals(word)) {
      return "";
    }
    String capitalized = word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    if (name.endsWith("_" + word)) {
      return name.substring(0, name.length() - word.length() - 1);
    }
    return name.endsWith(capitalized) ? name.substring(0, name.length() - word.length()) : name;
  }
}
