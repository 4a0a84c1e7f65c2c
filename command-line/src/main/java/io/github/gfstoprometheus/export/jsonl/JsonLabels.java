package io.github.gfstoprometheus.export.jsonl;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.gfstoprometheus.export.ByteOutput;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;

/** Labels as a JSON object. */
final class JsonLabels {
  private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

  private final ByteOutput out;

  JsonLabels(ByteOutput out) {
    this.out = out;
  }

  void write(LabelSet labels) throws IOException {
    out.put('{');
    for (int label = 0; label < labels.size(); label++) {
      if (label > 0) {
        out.put(',');
      }
      string(labels.name(label));
      out.put(':');
      string(labels.value(label));
    }
    out.put('}');
  }

  private void string(String text) throws IOException {
    out.put('"');
    if (isPlain(text)) {
      for (int i = 0; i < text.length(); i++) {
        out.put(text.charAt(i));
      }
    } else {
      out.put(new String(ENCODER.quoteAsString(text)).getBytes(UTF_8));
    }
    out.put('"');
  }

  /** Whether each character is its own byte in JSON. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        return false;
      }
    }
    return true;
  }
}
