package io.github.gfstoprometheus.benchmarks.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The launcher {@code gfs-to-prometheus}, as a user starts it. */
public final class Launcher {
  private static final String PROPERTY = "gfs-to-prometheus";

  private Launcher() {}

  /** A command line of it, with the options for its JVM. */
  public static List<String> command(String jvmOptions, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("/usr/bin/env", "JAVA_OPTS=" + jvmOptions, path().toString()));
    command.addAll(arguments);
    return command;
  }

  /** Lets it build what it builds on first use, so that no measurement contains that. */
  public static void prepare() throws IOException {
    Process process = new ProcessBuilder(path().toString(), "--version").inheritIO().start();
    int exitCode = process.onExit().join().exitValue();
    if (exitCode != 0) {
      throw new IOException(path() + " --version exited with code " + exitCode);
    }
  }

  /** The project's directory. */
  public static Path home() {
    return path().getParent();
  }

  private static Path path() {
    String file = System.getProperty(PROPERTY);
    if (file == null) {
      throw new IllegalStateException("-D" + PROPERTY + "=FILE has to say where the launcher is");
    }
    return Path.of(file).toAbsolutePath();
  }
}
