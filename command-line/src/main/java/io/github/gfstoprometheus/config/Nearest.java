package io.github.gfstoprometheus.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.TreeSet;

/** Finds the word that somebody may have meant. */
final class Nearest {
  /** From more changes on, another word was meant, or none. */
  private static final int MOST_CHANGES = 3;

  private Nearest() {}

  static String advice(String word, Collection<String> known) {
    String all = "known are " + String.join(", ", new TreeSet<>(known));
    return known.stream()
        .filter(other -> distance(word, other) <= Math.min(MOST_CHANGES, other.length() / 2))
        .min(
            Comparator.<String>comparingInt(other -> distance(word, other))
                .thenComparing(Comparator.naturalOrder()))
        .map(nearest -> "is " + nearest + " meant? " + all)
        .orElse(all);
  }

  /** How many characters must be added, removed or replaced to make one word of the other. */
  static int distance(String one, String other) {
    int[] above = new int[other.length() + 1];
    for (int column = 0; column < above.length; column++) {
      above[column] = column;
    }
    for (int row = 1; row <= one.length(); row++) {
      int[] current = new int[above.length];
      current[0] = row;
      for (int column = 1; column < above.length; column++) {
        int replaced = one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1;
        int moved = Math.min(above[column], current[column - 1]) + 1;
        current[column] = Math.min(above[column - 1] + replaced, moved);
      }
      above = current;
    }
    return above[other.length()];
  }
}
