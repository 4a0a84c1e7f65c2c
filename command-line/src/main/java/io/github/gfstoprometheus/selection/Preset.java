package io.github.gfstoprometheus.selection;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * A list of statistics that the project keeps, as a resource of its name: a line is {@code
 * Type.statistic}, two patterns with a dot between them; {@code #} begins a remark, {@code ##} a
 * question that the lines below it answer.
 */
public enum Preset {
  /** What to look at first: docs/essentials.md says why. */
  ESSENTIALS;

  private static final String REMARK = "#";
  private static final int FINGERPRINT_BYTES = 8;

  /** Its name as a user writes it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The lines of its resource, as they are. */
  List<String> text() {
    try (InputStream resource = Preset.class.getResourceAsStream(id() + ".txt");
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What changes when the list does. */
  String fingerprint() {
    byte[] text = String.join("\n", lines()).getBytes(StandardCharsets.UTF_8);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** What it takes in, as it is written: without remarks. */
  List<String> lines() {
    return text().stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith(REMARK))
        .toList();
  }
}
