package io.github.gfstoprometheus.operation;

import io.github.gfstoprometheus.watch.SinkFigures;
import io.github.gfstoprometheus.watch.SinkFigures.Position;
import io.github.gfstoprometheus.watch.WatchFigures;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether a watch works, and whether it has caught up. Those who run it say what figures do not
 * tell; any thread may say and ask.
 */
public final class Condition {
  /** A directory on a slow disk may take that much longer to look through than the others. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final int POLLS = 10;

  private final WatchFigures figures;
  private final Duration longestSilence;
  private final InstantSource clock;
  private final Instant begun;
  private final Set<String> caughtUp = ConcurrentHashMap.newKeySet();
  private final AtomicReference<Optional<String>> death = new AtomicReference<>(Optional.empty());
  private volatile boolean ending;

  /**
   * That of a watch which begins now.
   *
   * @param pollInterval how often it looks through the directories
   */
  public Condition(WatchFigures figures, Duration pollInterval, InstantSource clock) {
    this.figures = figures;
    this.longestSilence = pollInterval.multipliedBy(POLLS).plus(PATIENCE);
    this.clock = clock;
    this.begun = clock.instant();
  }

  /**
   * Something has stopped for good that the watch cannot be without; the first such thing counts.
   *
   * @param what a sentence that says what, and why
   */
  public void hasDied(String what) {
    death.compareAndSet(Optional.empty(), Optional.of(what));
  }

  /** A sink has read all that there was when it began, or found nothing to read. */
  public void caughtUp(String sink) {
    caughtUp.add(sink);
  }

  /** The watch publishes what it has read, and ends. */
  public void ending() {
    ending = true;
  }

  /** Why the watch does not work; nothing if it does. */
  Optional<String> fault() {
    return death.get().or(this::silence);
  }

  private Optional<String> silence() {
    Instant scanned = Instant.ofEpochMilli(figures.scannedMillis());
    Instant last = scanned.isAfter(begun) ? scanned : begun;
    Duration silence = Duration.between(last, clock.instant());
    if (ending || silence.compareTo(longestSilence) <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        "the directories were looked through last %d s ago, and every %d s at the latest is expected"
            .formatted(silence.toSeconds(), longestSilence.toSeconds()));
  }

  /** What there is to wait for until the watch is ready; nothing if it is. */
  Optional<String> awaited() {
    if (ending) {
      return Optional.of("the watch is ending");
    }
    Optional<String> fault = fault();
    return fault.isPresent() ? fault : unread();
  }

  private Optional<String> unread() {
    List<String> behind = new ArrayList<>();
    for (SinkFigures sink : figures.sinks()) {
      if (!caughtUp.contains(sink.sink())) {
        behind.add(unread(sink));
      }
    }
    return behind.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", behind));
  }

  private static String unread(SinkFigures sink) {
    List<Position> positions = sink.positions();
    if (positions.isEmpty()) {
      return sink.sink() + ": nothing was read yet";
    }
    long read = positions.stream().mapToLong(Position::readBytes).sum();
    long size = positions.stream().mapToLong(Position::sizeBytes).sum();
    return String.format(
        Locale.ROOT,
        "%s: %.1f of %.1f MB were read of the archives that are open now, one of each of %d members",
        sink.sink(),
        read / 1e6,
        size / 1e6,
        positions.size());
  }
}
