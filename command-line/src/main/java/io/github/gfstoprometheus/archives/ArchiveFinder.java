package io.github.gfstoprometheus.archives;

import io.github.gfstoprometheus.archive.ArchiveReader;
import io.github.gfstoprometheus.archive.ArchiveVisitor;
import io.github.gfstoprometheus.archive.MalformedArchiveException;
import io.github.gfstoprometheus.archive.RefusedArchiveException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Finds archives below directories, and brings those of one member together. */
public final class ArchiveFinder {
  private final Set<Path> files = new LinkedHashSet<>();
  private final List<Skipped> skipped = new ArrayList<>();

  /**
   * A file that was found and is left out.
   *
   * @param reason a sentence that names the file
   */
  public record Skipped(Path file, String reason) {}

  /** A finder that has found nothing. */
  public ArchiveFinder() {}

  /**
   * Adds a file as it is, or the archives below a directory, known by their content. Links below
   * the directory are not followed.
   *
   * @throws NoSuchFileException if there is neither
   */
  public void add(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    if (!Files.isDirectory(path)) {
      files.add(path.normalize());
      return;
    }
    Path top = Files.isSymbolicLink(path) ? path.toRealPath() : path;
    try (Stream<Path> tree = Files.walk(top)) {
      for (Path file : (Iterable<Path>) tree.filter(ArchiveFinder::isFile).sorted()::iterator) {
        addIfArchive(file.normalize());
      }
    }
  }

  /** What was found, a chain for each member of each directory. */
  public List<ArchiveChain> chains() {
    Map<Path, List<Path>> byStem = new LinkedHashMap<>();
    for (Path file : files) {
      Path stem = file.resolveSibling(ArchiveName.of(file).stem());
      byStem.computeIfAbsent(stem, key -> new ArrayList<>()).add(file);
    }
    Map<Path, String> names = new LinkedHashMap<>();
    byStem.forEach(
        (stem, rolled) -> {
          rolled.sort(Comparator.comparing(ArchiveName::of, ArchiveName.BY_TIME));
          Path last = rolled.get(rolled.size() - 1);
          names.put(stem, ArchiveName.of(last).memberName(last));
        });
    Map<Path, String> distinct = MemberNames.distinct(names);
    return byStem.entrySet().stream()
        .map(entry -> chain(distinct.get(entry.getKey()), entry.getValue()))
        .toList();
  }

  /** The files below directories that are no archives but are called like one. */
  public Collection<Skipped> skipped() {
    return List.copyOf(skipped);
  }

  private static ArchiveChain chain(String memberName, List<Path> files) {
    return new ArchiveChain(memberName, files.stream().map(ArchiveSource::of).toList());
  }

  private void addIfArchive(Path file) throws IOException {
    try (ArchiveReader reader = ArchiveReader.open(file)) {
      if (reader.next(new ArchiveVisitor() {})) {
        files.add(file);
      } else {
        skip(file, file + ": ends before an archive begins");
      }
    } catch (MalformedArchiveException e) {
      files.add(file); // it is one, or was; who reads it tells what is wrong
    } catch (RefusedArchiveException e) {
      skip(file, e.getMessage());
    }
  }

  private static boolean isFile(Path path) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  private void skip(Path file, String reason) {
    if (file.getFileName().toString().matches(".*\\.(gfs|gz)")) {
      skipped.add(new Skipped(file, reason));
    }
  }
}
