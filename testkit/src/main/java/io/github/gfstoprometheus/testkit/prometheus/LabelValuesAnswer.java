package io.github.gfstoprometheus.testkit.prometheus;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The answer of Prometheus' API to what values a label has:
 *
 * <pre>{@code
 * {"status": "success", "data": ["a", "b"]}
 * }</pre>
 */
final class LabelValuesAnswer {

  private static final JsonFactory JSON = new JsonFactory();

  private LabelValuesAnswer() {}

  static List<String> parse(String json) throws IOException {
    List<String> values = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(json)) {
      JsonToken token = parser.nextToken();
      while (token != null) {
        if (token == JsonToken.VALUE_STRING && parser.getParsingContext().inArray()) {
          values.add(parser.getText());
        }
        token = parser.nextToken();
      }
    }
    return values;
  }
}
