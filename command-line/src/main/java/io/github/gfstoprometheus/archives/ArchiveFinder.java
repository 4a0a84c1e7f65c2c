package io.github.gfstoprometheus.archives;

import io.github.gfstoprometheus.archive.ArchiveReader;
import io.github.gfstoprometheus.archive.ArchiveVisitor;
import io.github.gfstoprometheus.archive.MalformedArchiveException;
import io.github.gfstoprometheus.archive.RefusedArchiveException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds archives below directories, and brings those of one member together. */
public final class ArchiveFinder {
  private final Set<Path> files = new LinkedHashSet<>();
  private final List<Skipped> skipped = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

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
    Tree tree = new Tree();
    Files.walkFileTree(top, tree);
    tree.found.forEach(this::addIfArchive);
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

  /** The files below directories that are no archives, or links, but are called like an archive. */
  public Collection<Skipped> skipped() {
    return List.copyOf(skipped);
  }

  /** What below directories could not be read, a sentence each that names the path. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  private static ArchiveChain chain(String memberName, List<Path> files) {
    return new ArchiveChain(memberName, files.stream().map(ArchiveSource::of).toList());
  }

  private void addIfArchive(Path file) {
    try (ArchiveReader reader = ArchiveReader.open(file)) {
      if (reader.next(new ArchiveVisitor() {})) {
        files.add(file);
      } else {
        skip(file, file + ": ends before an archive begins");
      }
    } catch (MalformedArchiveException e) {
      files.add(file); // it is one, or was; who reads it tells what is wrong
    } catch (RefusedArchiveException e) {
      refuse(file, e);
    } catch (IOException e) {
      fail(file, e);
    }
  }

  /** A file of another version is data that is missing, unless only its first byte is like one. */
  private void refuse(Path file, RefusedArchiveException refusal) {
    boolean noArchive = refusal.position() == 0;
    if (noArchive) {
      skip(file, refusal.getMessage());
    } else if (isCalledLikeAnArchive(file)) {
      problems.add(refusal.getMessage());
    }
  }

  private void skip(Path file, String reason) {
    if (isCalledLikeAnArchive(file)) {
      skipped.add(new Skipped(file, reason));
    }
  }

  private void fail(Path path, IOException failure) {
    problems.add(ReadFailure.describe(path.toString(), failure));
  }

  private static boolean isCalledLikeAnArchive(Path file) {
    return file.getFileName().toString().matches(".*\\.(gfs|gz)");
  }

  /** The files below a directory, sorted; what cannot be listed is a problem and no end. */
  private final class Tree extends SimpleFileVisitor<Path> {
    private final SortedSet<Path> found = new TreeSet<>();

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      Path path = file.normalize();
      if (attributes.isRegularFile()) {
        found.add(path);
      } else if (attributes.isSymbolicLink()) {
        skip(path, path + ": is a link; links are not followed");
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException failure) {
      fail(path.normalize(), failure);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path path, IOException failure) {
      if (failure != null) {
        fail(path.normalize(), failure);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
