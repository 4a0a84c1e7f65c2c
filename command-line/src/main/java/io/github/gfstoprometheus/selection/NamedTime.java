package io.github.gfstoprometheus.selection;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/**
 * A time as a user names it: an instant such as {@code 2026-11-22T14:00:00Z}, or a local time such
 * as {@code 2026-11-22 14:00} or {@code 2026-11-22}. Slashes in dates and a zone at the end are
 * understood too, as in {@code 2026/11/22 14:00:00.000 CET}.
 *
 * @param local the time, in some zone
 * @param zone that zone, if it was named
 */
record NamedTime(LocalDateTime local, Optional<ZoneId> zone) {
  private static final int DATE_LENGTH = "uuuu/MM/dd".length();

  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("uuuu-MM-dd[['T'][' ']HH:mm[:ss[.SSS]]][' ']")
          .optionalStart()
          .appendPattern("XXX")
          .optionalEnd()
          .optionalStart()
          .appendPattern("[VV][z]")
          .optionalEnd()
          .toFormatter(Locale.ROOT);

  /**
   * Reads a time.
   *
   * @throws IllegalArgumentException if it is none
   */
  static NamedTime parse(String text) {
    TemporalAccessor time;
    try {
      time =
          FORMAT.parseBest(
              withDashes(text.strip()),
              ZonedDateTime::from,
              OffsetDateTime::from,
              LocalDateTime::from,
              LocalDate::from);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "\"%s\" is no time: expected such as 2026-11-22T14:00:00Z, \"2026-11-22 14:00\" or 2026-11-22"
              .formatted(text),
          e);
    }
    if (time instanceof ZonedDateTime zoned) {
      return new NamedTime(zoned.toLocalDateTime(), Optional.of(zoned.getZone()));
    }
    if (time instanceof OffsetDateTime offset) {
      return new NamedTime(offset.toLocalDateTime(), Optional.of(offset.getOffset()));
    }
    return new NamedTime(
        time instanceof LocalDateTime local ? local : LocalDate.from(time).atStartOfDay(),
        Optional.empty());
  }

  /** Zones have slashes of their own. */
  private static String withDashes(String text) {
    int dateEnd = Math.min(DATE_LENGTH, text.length());
    return text.substring(0, dateEnd).replace('/', '-') + text.substring(dateEnd);
  }

  /** The instant, in milliseconds since the epoch; a local time is one of the given zone. */
  long millis(ZoneId localZone) {
    Instant instant = local.atZone(zone.orElse(localZone)).toInstant();
    return instant.toEpochMilli();
  }

  @Override
  public String toString() {
    return local + zone.map(ZoneId::getId).orElse("");
  }
}
