package io.github.gfstoprometheus.archives;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is below a directory.
 *
 * @param files the regular files, sorted
 * @param links those that were not followed
 * @param failures why a path could not be listed
 */
record FileTree(SortedSet<Path> files, SortedSet<Path> links, Map<Path, IOException> failures) {
  /** Looks below a directory; what cannot be listed is a failure and no end. */
  static FileTree walk(Path top) throws IOException {
    SortedSet<Path> files = new TreeSet<>();
    SortedSet<Path> links = new TreeSet<>();
    SortedMap<Path, IOException> failures = new TreeMap<>();
    Files.walkFileTree(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
              files.add(file.normalize());
            } else if (attributes.isSymbolicLink()) {
              links.add(file.normalize());
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path path, IOException failure) {
            failures.put(path.normalize(), failure);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path path, IOException failure) {
            if (failure != null) {
              failures.put(path.normalize(), failure);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return new FileTree(files, links, failures);
  }
}
