package io.github.gfstoprometheus.remotewrite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A token or a password in a file. A token is visible ASCII, as it is a part of a header; a
 * password is any text. What has come in unseen is neither.
 */
record SecretFile(Path file) {
  /** What some editors put before a text in UTF-8. */
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private static final char FIRST_VISIBLE = 0x21;
  private static final char LAST_VISIBLE = 0x7e;

  String readPassword() throws IOException {
    String secret = read();
    if (secret.chars().anyMatch(Character::isISOControl)) {
      throw unusable("control characters in it");
    }
    return secret;
  }

  String readToken() throws IOException {
    String secret = read();
    for (int i = 0; i < secret.length(); i++) {
      char one = secret.charAt(i);
      if (one < FIRST_VISIBLE || one > LAST_VISIBLE) {
        throw unusable("0x%02x as its character %d".formatted((int) one, i + 1));
      }
    }
    return secret;
  }

  private String read() throws IOException {
    String secret = new String(Files.readAllBytes(file), UTF_8).strip();
    if (secret.isEmpty()) {
      throw unusable("nothing");
    }
    if (secret.startsWith(BYTE_ORDER_MARK)) {
      throw unusable("a byte order mark before it: save it without one");
    }
    return secret;
  }

  private IOException unusable(String found) {
    return new IOException(
        file + ": expected a secret in one line, a token in ASCII without spaces, found " + found);
  }
}
