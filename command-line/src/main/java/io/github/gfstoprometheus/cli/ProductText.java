package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.archive.ArchiveHeader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What headers say of products and hosts, shortened. */
final class ProductText {
  private static final Pattern VERSION = Pattern.compile("\\b\\d+(\\.[\\w-]+)+");
  private static final int MAX_LENGTH = 30;

  private ProductText() {}

  /** The version alone; where there is none, the beginning of the text. */
  static String version(ArchiveHeader header) {
    Matcher matcher = VERSION.matcher(header.product());
    if (matcher.find()) {
      return matcher.group();
    }
    String line = header.product().lines().findFirst().orElse("");
    return line.length() > MAX_LENGTH ? line.substring(0, MAX_LENGTH) + "…" : line;
  }

  /** What stands behind the processor's architecture. */
  static String host(ArchiveHeader header) {
    String machine = header.machine();
    return machine.substring(machine.indexOf(' ') + 1);
  }
}
