package io.github.gfstoprometheus.verify;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/** The open series by the numbers that the timeline gives them; numbers are used again. */
final class NumberedChecks implements Iterable<SeriesCheck> {
  private final List<SeriesCheck> byNumber = new ArrayList<>();
  private final Deque<Integer> free = new ArrayDeque<>();

  int add(SeriesCheck check) {
    if (free.isEmpty()) {
      byNumber.add(check);
      return byNumber.size() - 1;
    }
    int number = free.pop();
    byNumber.set(number, check);
    return number;
  }

  SeriesCheck get(int number) {
    return byNumber.get(number);
  }

  SeriesCheck remove(int number) {
    free.push(number);
    return byNumber.set(number, null);
  }

  @Override
  public Iterator<SeriesCheck> iterator() {
    return byNumber.stream().filter(Objects::nonNull).iterator();
  }
}
