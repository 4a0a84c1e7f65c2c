package io.github.gfstoprometheus.operation;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.gfstoprometheus.watch.Journal;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells programs: a JSON object on each line, in UTF-8 whatever the terminal's character set.
 *
 * <pre>
 * {"time":"2026-11-23T08:00:00.000Z","level":"info","event":"…","message":"…", fields…}
 * </pre>
 */
public final class JsonJournal implements Journal {
  /** RFC 3339: UTC, and the milliseconds even where they are none. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private final PrintStream out;
  private final Level least;
  private final InstantSource clock;

  /**
   * Writes to a stream.
   *
   * @param least what matters less is not told
   */
  public JsonJournal(PrintStream out, Level least, InstantSource clock) {
    this.out = out;
    this.least = least;
    this.clock = clock;
  }

  @Override
  public void tell(Level level, String event, String text, Map<String, ?> fields) {
    if (level.compareTo(least) < 0) {
      return;
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("time", TIME.format(clock.instant()));
    json.put("level", level == Level.PROBLEM ? "error" : "info");
    json.put("event", event);
    json.put("message", text);
    fields.forEach((name, value) -> json.putIfAbsent(name, plain(value)));
    byte[] line = line(json);
    // At once, so that the lines of several threads do not get into each other.
    out.write(line, 0, line.length);
    out.flush();
  }

  /** A path, a duration or such is not taken apart, but written as people do. */
  private static Object plain(Object value) {
    return value instanceof Number || value instanceof Boolean ? value : value.toString();
  }

  private static byte[] line(Map<String, Object> json) {
    try {
      return (JSON.std.asString(json) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("a line of JSON could not be made", e);
    }
  }
}
