package io.github.gfstoprometheus.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;

/** The texts of a message, each once. The empty one is the first. */
final class Symbols {
  private final Map<String, Integer> references = new HashMap<>();
  private final Bytes bytes = new Bytes();

  Symbols() {
    clear();
  }

  void clear() {
    references.clear();
    bytes.clear();
    reference("");
  }

  /** The number of a text, which is entered if it is new. */
  int reference(String text) {
    Integer known = references.get(text);
    if (known != null) {
      return known;
    }
    int reference = references.size();
    references.put(text, reference);
    bytes.putField(RemoteWriteFormat.SYMBOLS, text.getBytes(UTF_8));
    return reference;
  }

  /** The fields of the message. */
  Bytes bytes() {
    return bytes;
  }
}
