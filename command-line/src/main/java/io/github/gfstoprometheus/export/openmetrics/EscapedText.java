package io.github.gfstoprometheus.export.openmetrics;

/**
 * Text as help and label values have it: on one line, and without a quotation mark that ends it.
 */
final class EscapedText {
  private EscapedText() {}

  static String of(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
  }
}
