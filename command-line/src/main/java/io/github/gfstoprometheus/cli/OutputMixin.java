package io.github.gfstoprometheus.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that decide how a command speaks. */
final class OutputMixin {
  @Option(
      names = {"-q", "--quiet"},
      description = "Print nothing but problems")
  private boolean quiet;

  @Option(names = "--json", description = "Print the figures as one JSON object")
  private boolean json;

  boolean isQuiet() {
    return quiet;
  }

  boolean isJson() {
    return json;
  }

  /** Prints one line of JSON, in UTF-8 whatever the terminal's character set. */
  void printJson(PrintStream out, Map<String, Object> figures) throws IOException {
    out.write(JSON.std.asBytes(figures));
    out.println();
  }
}
