package io.github.gfstoprometheus.archives;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Where an archive is, for what its name and those of the directories above it tell. A container
 * counts as a directory. Nothing is ever written to such a path.
 *
 * @param directories from the root of the file system on
 */
public record ArchivePath(List<String> directories, String fileName) {
  private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]");

  /** Copies the list. */
  public ArchivePath {
    directories = List.copyOf(directories);
  }

  /** Where a file is. */
  public static ArchivePath of(Path file) {
    List<String> names =
        StreamSupport.stream(file.toAbsolutePath().normalize().spliterator(), false)
            .map(Path::toString)
            .toList();
    int last = names.size() - 1;
    return new ArchivePath(names.subList(0, last), names.get(last));
  }

  /**
   * Where an entry of this container is. Names of entries are what others made them: some have
   * backslashes, some lead out of the container, which here only means that they lead nowhere.
   */
  ArchivePath inside(String entryName) {
    List<String> names = new ArrayList<>(directories);
    names.add(fileName);
    SEPARATOR
        .splitAsStream(entryName)
        .filter(name -> !name.isEmpty() && !name.equals(".") && !name.equals(".."))
        .forEach(names::add);
    int last = names.size() - 1;
    return new ArchivePath(names.subList(0, last), names.get(last));
  }

  /** The file's name without endings and the numbers that rolling gives it. */
  public String stem() {
    return ArchiveName.of(fileName).stem();
  }
}
