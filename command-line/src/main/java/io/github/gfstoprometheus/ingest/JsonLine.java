package io.github.gfstoprometheus.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.StaleMarker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One line of {@link JsonLinesReader}, parsed whole. */
final class JsonLine {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build();

  private static final String VALUES =
      "a value (a number, null, \"NaN\", \"Infinity\" or \"-Infinity\")";

  private final Longs valueBits = new Longs();
  private final Longs timestampsMillis = new Longs();
  private final Map<String, String> metric = new HashMap<>();
  private LabelSet labels = LabelSet.of(Map.of());

  LabelSet labels() {
    return labels;
  }

  /** The values, as many as timestamps. */
  Longs valueBits() {
    return valueBits;
  }

  Longs timestampsMillis() {
    return timestampsMillis;
  }

  void parse(Lines line) throws MalformedEntryException {
    int length = line.end() - line.start();
    try (JsonParser json = FACTORY.createParser(line.buffer(), line.start(), length)) {
      parse(json, line);
    } catch (JsonProcessingException e) {
      throw malformed(e, line);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // there is none: the bytes are in memory
    }
  }

  private static MalformedEntryException malformed(JsonProcessingException fault, Lines line) {
    // Limits of the parser (a number of more than 1000 digits) come without a place.
    long offset =
        Math.max(
            0,
            Optional.ofNullable(fault.getLocation()).map(JsonLocation::getByteOffset).orElse(0L));
    int length = line.end() - line.start();
    if (offset >= length) {
      return new MalformedEntryException(
          length,
          "the rest of a JSON object",
          line.isWhole()
              ? "the end of the line"
              : "the end of the input, which was cut within the line");
    }
    return new MalformedEntryException(
        offset, "JSON", line.excerpt(offset) + " (" + oneLine(fault.getOriginalMessage()) + ")");
  }

  private static String oneLine(String message) {
    return message.replaceAll("\\s*\\n\\s*", " ");
  }

  private void parse(JsonParser json, Lines line) throws IOException, MalformedEntryException {
    valueBits.clear();
    timestampsMillis.clear();
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw unexpected("an object, {\"metric\":…,\"values\":…,\"timestamps\":…}", json, line);
    }
    boolean hasMetric = false;
    boolean hasValues = false;
    boolean hasTimestamps = false;
    for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
      switch (key) {
        case "metric" -> {
          requireFirst(!hasMetric, json, line);
          hasMetric = true;
          parseMetric(json, line);
        }
        case "values" -> {
          requireFirst(!hasValues, json, line);
          hasValues = true;
          parseValues(json, line);
        }
        case "timestamps" -> {
          requireFirst(!hasTimestamps, json, line);
          hasTimestamps = true;
          parseTimestamps(json, line);
        }
        default -> {
          json.nextToken();
          json.skipChildren();
        }
      }
    }
    long endOffset = json.currentLocation().getByteOffset();
    require(hasMetric, "\"metric\", an object with the labels", endOffset);
    require(hasValues, "\"values\", an array", endOffset);
    require(hasTimestamps, "\"timestamps\", an array of milliseconds", endOffset);
    if (valueBits.size() != timestampsMillis.size()) {
      throw new MalformedEntryException(
          endOffset,
          "as many values as timestamps",
          valueBits.size() + " values and " + timestampsMillis.size() + " timestamps");
    }
    if (json.nextToken() != null) {
      throw unexpected("the end of the line after one object", json, line);
    }
  }

  private static void require(boolean isThere, String expected, long endOffset)
      throws MalformedEntryException {
    if (!isThere) {
      throw new MalformedEntryException(endOffset, expected, "the end of an object without");
    }
  }

  private static void requireFirst(boolean isFirst, JsonParser json, Lines line)
      throws MalformedEntryException {
    if (!isFirst) {
      throw unexpected("each key once", json, line);
    }
  }

  private void parseMetric(JsonParser json, Lines line)
      throws IOException, MalformedEntryException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw unexpected("an object with the labels", json, line);
    }
    metric.clear();
    long offset = json.currentTokenLocation().getByteOffset();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      if (metric.containsKey(name)) {
        throw unexpected("each label once", json, line);
      }
      if (json.nextToken() != JsonToken.VALUE_STRING) {
        throw unexpected("a label's value, a string", json, line);
      }
      metric.put(name, json.getText());
    }
    labels = labels(metric, offset);
  }

  private static LabelSet labels(Map<String, String> metric, long offset)
      throws MalformedEntryException {
    LabelSet labels;
    try {
      labels = LabelSet.of(metric);
    } catch (IllegalArgumentException e) {
      throw new MalformedEntryException(offset, "labels in valid Unicode", e.getMessage());
    }
    if (labels.size() == 0) {
      throw new MalformedEntryException(
          offset, "at least one label with a value, such as __name__", "none");
    }
    return labels;
  }

  private void parseValues(JsonParser json, Lines line)
      throws IOException, MalformedEntryException {
    if (json.nextToken() != JsonToken.START_ARRAY) {
      throw unexpected("an array of values", json, line);
    }
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      requireRoom(valueBits, json, line);
      valueBits.add(bits(token, json, line));
    }
  }

  private static long bits(JsonToken token, JsonParser json, Lines line)
      throws IOException, MalformedEntryException {
    switch (token) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        double value = json.getDoubleValue();
        // A zero that was read as an integer has lost its sign.
        boolean isNegativeZero =
            value == 0 && json.getTextCharacters()[json.getTextOffset()] == '-';
        return Double.doubleToRawLongBits(isNegativeZero ? -0.0 : value);
      }
      case VALUE_NULL -> {
        return StaleMarker.BITS;
      }
      case VALUE_STRING -> {
        switch (json.getText()) {
          case "NaN", "nan" -> {
            return Double.doubleToRawLongBits(Double.NaN);
          }
          case "Infinity", "+Infinity", "Inf", "+Inf", "inf", "+inf" -> {
            return Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);
          }
          case "-Infinity", "-Inf", "-inf" -> {
            return Double.doubleToRawLongBits(Double.NEGATIVE_INFINITY);
          }
          default -> throw unexpected(VALUES, json, line);
        }
      }
      default -> throw unexpected(VALUES, json, line);
    }
  }

  private void parseTimestamps(JsonParser json, Lines line)
      throws IOException, MalformedEntryException {
    if (json.nextToken() != JsonToken.START_ARRAY) {
      throw unexpected("an array of timestamps", json, line);
    }
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      if (token != JsonToken.VALUE_NUMBER_INT
          || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
        throw unexpected("a timestamp, a whole number of milliseconds since 1970", json, line);
      }
      long millis = json.getLongValue();
      if (TimeBounds.isOutside(millis)) {
        throw unexpected("milliseconds " + TimeBounds.TEXT, json, line);
      }
      requireRoom(timestampsMillis, json, line);
      timestampsMillis.add(millis);
    }
  }

  private static void requireRoom(Longs list, JsonParser json, Lines line)
      throws MalformedEntryException {
    if (list.isFull()) {
      throw unexpected("no more than " + list.size() + " samples in a line", json, line);
    }
  }

  private static MalformedEntryException unexpected(String expected, JsonParser json, Lines line) {
    long offset = json.currentTokenLocation().getByteOffset();
    return new MalformedEntryException(offset, expected, line.excerpt(offset));
  }
}
