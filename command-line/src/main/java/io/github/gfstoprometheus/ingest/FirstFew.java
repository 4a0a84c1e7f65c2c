package io.github.gfstoprometheus.ingest;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Messages of one kind, of which the first few are told and all are counted. */
final class FirstFew {
  private final int most;
  private final Consumer<String> told;
  private long count;

  FirstFew(int most, Consumer<String> told) {
    this.most = most;
    this.told = told;
  }

  void add(Supplier<String> message) {
    if (count++ < most) {
      told.accept(message.get());
    }
  }

  /** How many there were. */
  long count() {
    return count;
  }

  /** Tells how many there were, if not all of them were told. */
  void tellSum(String format) {
    if (count > most) {
      told.accept(String.format(Locale.ROOT, format, count, most));
    }
  }
}
