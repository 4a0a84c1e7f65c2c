package io.github.gfstoprometheus.listing;

import java.util.ArrayList;
import java.util.List;

/**
 * The first of many.
 *
 * @param count how many there are
 * @param first no more than 20 of them
 */
public record Excerpt<T>(long count, List<T> first) {
  private static final int MAX_KEPT = 20;

  /** Copies the list. */
  public Excerpt {
    first = List.copyOf(first);
  }

  /** How many are not among the first. */
  public long more() {
    return count - first.size();
  }

  static <T> Excerpt<T> none() {
    return new Excerpt<>(0, List.of());
  }

  Excerpt<T> and(T another) {
    if (count >= MAX_KEPT) {
      return new Excerpt<>(count + 1, first);
    }
    List<T> more = new ArrayList<>(first);
    more.add(another);
    return new Excerpt<>(count + 1, more);
  }
}
