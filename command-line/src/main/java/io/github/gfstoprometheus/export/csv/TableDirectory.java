package io.github.gfstoprometheus.export.csv;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** A directory with a file for each table. */
public final class TableDirectory implements Tables {
  /** Well below what file systems take, with room for suffixes. */
  private static final int MAX_NAME_LENGTH = 120;

  private final Path directory;
  private final String suffix;
  private final Opening opening;

  /** Names that are given, in lower case: some file systems do not tell them apart. */
  private final Set<String> names = new HashSet<>();

  /** How files are opened. */
  @FunctionalInterface
  public interface Opening {
    /** Opens a file anew. */
    OutputStream open(Path file) throws IOException;
  }

  /**
   * A directory, which is created if it is not there.
   *
   * @param suffix what names of files end in
   */
  public TableDirectory(Path directory, String suffix, Opening opening) {
    this.directory = directory;
    this.suffix = suffix;
    this.opening = opening;
  }

  @Override
  public OutputStream open(String type, int number) throws IOException {
    Files.createDirectories(directory);
    String name = safe(type) + (number == 1 ? "" : "." + number);
    String free = name;
    for (int n = 2; !names.add(free.toLowerCase(Locale.ROOT)); n++) {
      free = name + "_" + n;
    }
    return opening.open(directory.resolve(free + suffix));
  }

  /** A name that no file system takes for anything else. */
  private static String safe(String type) {
    String safe = type.replaceAll("[^A-Za-z0-9_.-]", "_");
    String named = safe.isEmpty() || safe.startsWith(".") ? "_" + safe : safe;
    return named.substring(0, Math.min(named.length(), MAX_NAME_LENGTH));
  }
}
