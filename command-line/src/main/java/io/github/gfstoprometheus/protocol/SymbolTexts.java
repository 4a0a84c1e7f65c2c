package io.github.gfstoprometheus.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.util.ArrayList;
import java.util.List;

/** The texts of a message, by their numbers. */
final class SymbolTexts {
  private final CharsetDecoder decoder = UTF_8.newDecoder(); // which reports what is none
  private final List<String> texts = new ArrayList<>();

  void clear() {
    texts.clear();
  }

  /** Adds a text that stands in an array. */
  void add(byte[] bytes, int from, int length, int offset) throws MalformedRequestException {
    try {
      texts.add(decoder.decode(ByteBuffer.wrap(bytes, from, length)).toString());
    } catch (CharacterCodingException e) {
      throw new MalformedRequestException(
          offset, "text in UTF-8", new String(bytes, from, Math.min(length, 20), UTF_8));
    }
    if (texts.size() == 1 && length > 0) {
      throw new MalformedRequestException(
          offset, "the empty text as symbol 0", "\"" + texts.get(0) + '"');
    }
  }

  /** The text of a reference. */
  String get(long reference, int offset) throws MalformedRequestException {
    if (reference < 0 || reference >= texts.size()) {
      throw new MalformedRequestException(
          offset,
          "the number of one of " + texts.size() + " symbols",
          Long.toUnsignedString(reference));
    }
    return texts.get((int) reference);
  }
}
