package io.github.gfstoprometheus.testkit.prometheus;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The answer of Prometheus' query API:
 *
 * <pre>{@code
 * {"status": "success", "data": {"resultType": "matrix", "result": [
 *   {"metric": {"__name__": "up"}, "values": [[1700000000.001, "1"], …]}, …]}}
 * }</pre>
 *
 * <p>A vector has {@code "value": [time, "1"]} instead, a scalar that pair alone, for the empty
 * label set.
 */
final class QueryAnswer {

  private static final JsonFactory JSON = new JsonFactory();

  private final JsonParser parser;
  private final SampleConsumer consumer;
  private String series = "{}";
  private long count;

  private QueryAnswer(JsonParser parser, SampleConsumer consumer) {
    this.parser = parser;
    this.consumer = consumer;
  }

  /** Hands out all samples and returns their number. */
  static long parse(String json, SampleConsumer consumer) throws IOException {
    try (JsonParser parser = JSON.createParser(json)) {
      QueryAnswer answer = new QueryAnswer(parser, consumer);
      answer.parse();
      return answer.count;
    }
  }

  /** Only the leaves matter: where they stand follows from the names before them. */
  private void parse() throws IOException {
    JsonToken token = parser.nextToken();
    while (token != null) {
      if (token == JsonToken.START_OBJECT && "metric".equals(parser.currentName())) {
        series = LabelSetText.format(labels());
      } else if (token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT) {
        sample(parser.getDecimalValue());
      }
      token = parser.nextToken();
    }
  }

  private SortedMap<String, String> labels() throws IOException {
    SortedMap<String, String> labels = new TreeMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      labels.put(parser.currentName(), parser.nextTextValue());
    }
    return labels;
  }

  private void sample(BigDecimal timestampSeconds) throws IOException {
    String text = parser.nextTextValue();
    double value =
        switch (text) {
          case "+Inf" -> Double.POSITIVE_INFINITY;
          case "-Inf" -> Double.NEGATIVE_INFINITY;
          default -> Double.parseDouble(text);
        };
    count++;
    consumer.accept(series, value, timestampSeconds.movePointRight(3).longValueExact());
  }
}
