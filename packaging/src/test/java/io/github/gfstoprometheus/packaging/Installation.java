package io.github.gfstoprometheus.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The program where a user has unpacked it. */
record Installation(Path directory) {
  private static final int MAX_SECONDS = 120;

  /** Unpacks what was built. */
  static Installation in(Path directory) throws Exception {
    String archive = System.getProperty("installation");
    run(directory, Map.of(), "tar", "-xzf", archive);
    try (Stream<Path> entries = Files.list(directory)) {
      List<Path> roots = entries.toList();
      assertThat(roots).hasSize(1);
      return new Installation(roots.get(0));
    }
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  /** What a program prints that must succeed, started in the installation. */
  String run(Map<String, String> environment, String... command) throws Exception {
    return run(directory, environment, command);
  }

  private static String run(Path directory, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("output", null);
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      boolean ended = process.waitFor(MAX_SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      String printed = Files.readString(output);
      assertThat(ended).as("%s ends: %s", List.of(command), printed).isTrue();
      assertThat(process.exitValue()).as("%s: %s", List.of(command), printed).isZero();
      return printed;
    } finally {
      Files.delete(output);
    }
  }
}
