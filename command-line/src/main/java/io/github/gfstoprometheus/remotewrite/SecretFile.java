package io.github.gfstoprometheus.remotewrite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A token or a password in a file. It is visible ASCII: what else there is makes a header that HTTP
 * does not allow, or has come in unseen.
 */
record SecretFile(Path file) {
  /** What editors put before a text in UTF-8, byte by byte. */
  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

  private static final char FIRST_VISIBLE = 0x21;
  private static final char LAST_VISIBLE = 0x7e;

  String read() throws IOException {
    String secret = new String(Files.readAllBytes(file), ISO_8859_1).strip();
    if (secret.isEmpty()) {
      throw unusable("nothing");
    }
    if (secret.startsWith(BYTE_ORDER_MARK)) {
      throw unusable("a byte order mark before it: save it without one");
    }
    for (int i = 0; i < secret.length(); i++) {
      char one = secret.charAt(i);
      if (one < FIRST_VISIBLE || one > LAST_VISIBLE) {
        throw unusable("0x%02x as its character %d".formatted((int) one, i + 1));
      }
    }
    return secret;
  }

  private IOException unusable(String found) {
    return new IOException(
        file + ": expected a secret in one line of ASCII without spaces, found " + found);
  }
}
