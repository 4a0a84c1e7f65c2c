package io.github.gfstoprometheus.selection;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Which time is wanted, from a start to before an end, both as a user names them. A local time is
 * one of the zone that the user names, or else of the member that wrote the archive.
 */
public final class TimeWindow {
  /** All time. */
  public static final TimeWindow ALL =
      new TimeWindow(Optional.empty(), Optional.empty(), Optional.empty());

  private final Optional<NamedTime> start;
  private final Optional<NamedTime> end;
  private final Optional<ZoneId> zone;

  private TimeWindow(Optional<NamedTime> start, Optional<NamedTime> end, Optional<ZoneId> zone) {
    this.start = start;
    this.end = end;
    this.zone = zone;
  }

  /**
   * A window.
   *
   * @throws IllegalArgumentException if a time cannot be understood, or the end is not after the
   *     start
   */
  public static TimeWindow of(Optional<String> start, Optional<String> end, Optional<ZoneId> zone) {
    TimeWindow window =
        new TimeWindow(start.map(NamedTime::parse), end.map(NamedTime::parse), zone);
    ZoneId any = ZoneOffset.UTC;
    boolean comparable =
        window.start.flatMap(NamedTime::zone).isPresent()
            == window.end.flatMap(NamedTime::zone).isPresent();
    if (comparable && window.endMillis(any) <= window.startMillis(any)) {
      throw new IllegalArgumentException(
          "an end at %s is not after a start at %s".formatted(end.get(), start.get()));
    }
    return window;
  }

  /** The first time that is wanted, in milliseconds since the epoch. */
  public long startMillis(ZoneId memberZone) {
    return start.map(time -> time.millis(zone.orElse(memberZone))).orElse(Long.MIN_VALUE);
  }

  /** The first time that is not wanted any more, in milliseconds since the epoch. */
  public long endMillis(ZoneId memberZone) {
    return end.map(time -> time.millis(zone.orElse(memberZone))).orElse(Long.MAX_VALUE);
  }

  /** The same text for the same windows, and an empty one for all time. */
  public String describe() {
    StringBuilder text = new StringBuilder();
    start.ifPresent(time -> text.append("start=").append(time).append(' '));
    end.ifPresent(time -> text.append("end=").append(time).append(' '));
    if (text.length() > 0) {
      zone.ifPresent(named -> text.append("zone=").append(named));
    }
    return text.toString().strip();
  }
}
