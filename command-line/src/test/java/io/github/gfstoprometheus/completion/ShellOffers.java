package io.github.gfstoprometheus.completion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a real shell offers to complete a line with, in a directory.
 *
 * @param script what the shell has read
 */
record ShellOffers(Shell shell, String script, Path directory) {
  private static final int MAX_SECONDS = 60;

  /** The words, each with the description that is shown beside it, which is empty in bash. */
  Map<String, String> of(String line) throws IOException, InterruptedException {
    Path scriptFile = Files.createTempFile("completion", null);
    Path offered = Files.createTempFile("offered", null);
    Path complaints = Files.createTempFile("complaints", null);
    try {
      Files.writeString(scriptFile, script);
      Process process =
          new ProcessBuilder(command(scriptFile, line))
              .directory(directory.toFile())
              .redirectOutput(offered.toFile())
              .redirectError(complaints.toFile())
              .start();
      boolean ended = process.waitFor(MAX_SECONDS, TimeUnit.SECONDS);
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      assertThat(ended).as("%s answers to: %s", shell, line).isTrue();
      assertThat(complaints).as("%s, asked for: %s", shell, line).isEmptyFile();
      return words(Files.readAllLines(offered));
    } finally {
      Files.delete(scriptFile);
      Files.delete(offered);
      Files.delete(complaints);
    }
  }

  private List<String> command(Path scriptFile, String line) {
    List<String> start =
        switch (shell) {
          case BASH -> List.of("bash", "--norc");
          case ZSH -> List.of("zsh", "-f");
          case FISH -> List.of("fish", "--no-config");
        };
    String name = "offers." + shell.name().toLowerCase(Locale.ROOT);
    Path program = Path.of("src/test/resources/io/github/gfstoprometheus/completion", name);
    return List.of(
        start.get(0),
        start.get(1),
        program.toAbsolutePath().toString(),
        scriptFile.toString(),
        line);
  }

  /** A line is a word, or a word, a tab and its description. */
  private static Map<String, String> words(List<String> lines) {
    Map<String, String> words = new LinkedHashMap<>();
    for (String line : lines) {
      String[] parts = line.split("\t", 2);
      // The slash that one shell shows after a directory, and another does not.
      words.put(parts[0].replaceFirst("/$", ""), parts.length == 1 ? "" : parts[1]);
    }
    return words;
  }
}
