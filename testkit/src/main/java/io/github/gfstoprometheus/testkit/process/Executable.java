package io.github.gfstoprometheus.testkit.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where installed programs are. */
public final class Executable {

  private Executable() {}

  /**
   * Finds a program: where the system property of its name says, else where the environment
   * variable of its name in capitals says, else on the PATH.
   */
  public static String locate(String name) {
    return locate(name, "prometheus");
  }

  /** Finds a program that a package of Debian brings; without hyphens in its variable's name. */
  public static String locate(String name, String debianPackage) {
    List<Path> candidates = new ArrayList<>();
    String variable = name.toUpperCase(Locale.ROOT).replace('-', '_');
    if (System.getProperty(name) != null) {
      candidates.add(Path.of(System.getProperty(name)));
    } else if (System.getenv(variable) != null) {
      candidates.add(Path.of(System.getenv(variable)));
    } else {
      for (String directory : System.getenv("PATH").split(File.pathSeparator, -1)) {
        candidates.add(Path.of(directory, name));
      }
    }
    return candidates.stream()
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "%s is in none of %s: install it (Debian: apt install %s), or name it with -D%s=FILE or %s=FILE"
                        .formatted(name, candidates, debianPackage, name, variable)))
        .toString();
  }
}
