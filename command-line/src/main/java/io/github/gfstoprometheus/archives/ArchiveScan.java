package io.github.gfstoprometheus.archives;

import io.github.gfstoprometheus.archive.ArchiveException;
import io.github.gfstoprometheus.archive.ArchiveHeader;
import io.github.gfstoprometheus.archive.ArchiveReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Looks for archives again and again: those that appear, grow, are renamed, truncated, replaced or
 * deleted. It compares what it sees with what it saw before, and asks no one to be told of changes,
 * as network file systems and containers tell of none.
 *
 * <p>Not for use by several threads at once; the archives may be read by others meanwhile.
 */
public final class ArchiveScan {
  /** What tells an archive from others stands in so many bytes, compressed or not. */
  private static final int BEGINNING_BYTES = 256;

  /** A header is far shorter, but compressed archives come in pages. */
  private static final int HEADER_BYTES = 64 << 10;

  /** So many archives are held open that nobody reads yet. */
  private static final int MAX_HELD = 256;

  private static final int MAX_TOLD = 10_000;

  private final List<Path> roots;
  private final ArchiveFilter filter;
  private final int readers;
  private final Map<Path, Sighting> seen = new HashMap<>();
  private final Map<ArchiveId, FollowedArchive> archives = new LinkedHashMap<>();

  /** What was told of already. */
  private final Set<Path> told = new HashSet<>();

  private final List<String> remarks = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * What was seen at a path.
   *
   * @param fileKey tells files apart, where systems tell
   * @param beginning its first bytes
   * @param archive empty if it is none
   */
  private record Sighting(
      Optional<Object> fileKey,
      long sizeBytes,
      long modifiedMillis,
      ByteBuffer beginning,
      Optional<FollowedArchive> archive) {
    boolean isBegunAs(byte[] bytes) {
      int length = Math.min(bytes.length, beginning.capacity());
      return beginning.equals(ByteBuffer.wrap(bytes, 0, length));
    }

    boolean isSameFile(Present file) {
      return fileKey.equals(file.fileKey()) && file.sizeBytes() >= sizeBytes;
    }

    boolean isUnchanged(Present file) {
      return isSameFile(file)
          && file.sizeBytes() == sizeBytes
          && file.modifiedMillis() == modifiedMillis;
    }
  }

  private record Present(Path path, Optional<Object> fileKey, long sizeBytes, long modifiedMillis) {
    static Present of(Path path, BasicFileAttributes attributes) {
      return new Present(
          path,
          Optional.ofNullable(attributes.fileKey()),
          attributes.size(),
          attributes.lastModifiedTime().toMillis());
    }
  }

  /**
   * A scan that has seen nothing.
   *
   * @param roots files, and directories below which archives are; they may appear later
   * @param readers how many will read each archive, and {@link FollowedArchive#leave leave} it
   */
  public ArchiveScan(Collection<Path> roots, ArchiveFilter filter, int readers) {
    this.roots = roots.stream().map(Path::normalize).toList();
    this.filter = filter;
    this.readers = readers;
  }

  /**
   * Looks through all of it, and again when something appeared: a member that rolled meanwhile has
   * an archive under a name that was not there yet, before the one that was found.
   *
   * @param nowMillis the time, in milliseconds since the epoch
   * @return the archives that appeared since the last time
   */
  public List<FollowedArchive> look(long nowMillis) {
    List<FollowedArchive> appeared = new ArrayList<>();
    List<FollowedArchive> last;
    do {
      last = lookOnce(nowMillis);
      appeared.addAll(last);
    } while (!last.isEmpty());
    holdThoseInDanger();
    return appeared;
  }

  /** Returns the archives that appeared, in the order of their paths. */
  private List<FollowedArchive> lookOnce(long nowMillis) {
    Map<Path, Present> present = new TreeMap<>();
    roots.forEach(root -> list(root, present));
    List<FollowedArchive> appeared = new ArrayList<>();
    Map<ArchiveId, Present> places = new HashMap<>();
    seen.keySet().retainAll(present.keySet());
    for (Present file : plainFirst(present.values())) {
      Optional<FollowedArchive> archive = identify(file, appeared);
      archive.ifPresent(known -> places.merge(known.id(), file, (a, b) -> better(known, a, b)));
    }
    for (FollowedArchive archive : archives.values()) {
      Present place = places.get(archive.id());
      if (place == null) {
        archive.gone(nowMillis);
      } else {
        archive.seenAt(place.path(), place.sizeBytes(), place.modifiedMillis());
      }
    }
    archives.values().removeIf(known -> known.isLeft() && known.goneSinceMillis().isPresent());
    return appeared;
  }

  /** All archives that were found, but for those that are gone and were left. */
  public Collection<FollowedArchive> archives() {
    return List.copyOf(archives.values());
  }

  /** Of an archive and a compressed copy of it, the archive is followed: copies do not grow. */
  private static List<Present> plainFirst(Collection<Present> files) {
    return files.stream()
        .sorted(Comparator.comparing(file -> file.path().toString().endsWith(".gz")))
        .toList();
  }

  /** Of two files that have an archive, its own: the longer one, as a copy does not grow. */
  private static Present better(FollowedArchive archive, Present one, Present other) {
    if (one.sizeBytes() != other.sizeBytes()) {
      return one.sizeBytes() > other.sizeBytes() ? one : other;
    }
    return archive.file().filter(other.path()::equals).isPresent() ? other : one;
  }

  private void list(Path root, Map<Path, Present> present) {
    try {
      if (Files.isDirectory(root)) {
        Path top = Files.isSymbolicLink(root) ? root.toRealPath() : root;
        Files.walkFileTree(top, walk(top, present));
      } else if (filter.accepts(root.getFileName())) {
        put(root, Files.readAttributes(root, BasicFileAttributes.class), present);
      }
    } catch (NoSuchFileException e) {
      if (told.add(root)) {
        remarks.add(root + ": is not there yet; it is looked for again and again");
      }
    } catch (IOException e) {
      tell(root, ReadFailure.describe(root.toString(), e) + "; it is tried again and again");
    }
  }

  private SimpleFileVisitor<Path> walk(Path top, Map<Path, Present> present) {
    return new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (filter.accepts(top.relativize(file))) {
          put(file, attributes, present);
        }
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFileFailed(Path path, IOException failure) {
        boolean isGone = failure instanceof NoSuchFileException; // since its directory was listed
        if (!isGone) {
          tell(path, ReadFailure.describe(path.toString(), failure));
        }
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult postVisitDirectory(Path path, IOException failure) {
        return FileVisitResult.CONTINUE;
      }
    };
  }

  private static void put(Path file, BasicFileAttributes attributes, Map<Path, Present> present) {
    if (attributes.isRegularFile()) {
      Path path = file.normalize();
      present.put(path, Present.of(path, attributes));
    }
  }

  /** The archive that a file has, if it has one that can be told already. */
  private Optional<FollowedArchive> identify(Present file, List<FollowedArchive> appeared) {
    Sighting before = seen.get(file.path());
    if (before != null && before.isUnchanged(file)) {
      return before.archive();
    }
    byte[] beginning;
    try {
      beginning = read(file.path(), BEGINNING_BYTES);
    } catch (NoSuchFileException e) {
      return Optional.empty(); // gone since it was listed
    } catch (IOException e) {
      tell(file.path(), ReadFailure.describe(file.path().toString(), e));
      return before == null ? Optional.empty() : before.archive();
    }
    // Also what is no archive does not become one by growing, but by being overwritten.
    if (before != null && before.isSameFile(file) && before.isBegunAs(beginning)) {
      remember(file, before.beginning(), before.archive());
      return before.archive();
    }
    return found(file, appeared);
  }

  private Optional<FollowedArchive> found(Present file, List<FollowedArchive> appeared) {
    byte[] bytes; // of one read: a file of this name may be another one a moment later
    try {
      bytes = read(file.path(), HEADER_BYTES);
    } catch (IOException e) {
      return Optional.empty(); // gone, or not readable now
    }
    byte[] beginning = Arrays.copyOf(bytes, Math.min(bytes.length, BEGINNING_BYTES));
    try {
      Optional<ArchiveHeader> header = header(bytes, file.path());
      if (header.isEmpty()) {
        return Optional.empty(); // not written yet: it is looked at again
      }
      ArchiveId id = ArchiveId.of(header.get());
      FollowedArchive archive = archives.get(id);
      if (archive == null) {
        archive =
            new FollowedArchive(file.path(), header.get(), beginning, file.sizeBytes(), readers);
        archives.put(id, archive);
        appeared.add(archive);
      } else if (!archive.isBegunAs(beginning)) {
        remember(file, ByteBuffer.wrap(beginning), Optional.empty());
        return Optional.empty(); // a copy that is compressed in another way
      }
      remember(file, ByteBuffer.wrap(beginning), Optional.of(archive));
      return Optional.of(archive);
    } catch (ArchiveException e) {
      if (isCalledLikeAnArchive(file.path())) {
        tell(file.path(), e.getMessage());
      }
      remember(file, ByteBuffer.wrap(beginning), Optional.empty());
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // gone, or not readable now
    }
  }

  private void remember(Present file, ByteBuffer beginning, Optional<FollowedArchive> archive) {
    seen.put(
        file.path(),
        new Sighting(file.fileKey(), file.sizeBytes(), file.modifiedMillis(), beginning, archive));
  }

  /** What an archive says of itself, as soon as that is written. */
  private static Optional<ArchiveHeader> header(byte[] bytes, Path file) throws IOException {
    if (bytes.length == 0) {
      return Optional.empty();
    }
    ArchiveBeginning.Search search = new ArchiveBeginning.Search();
    try (ArchiveReader reader =
        ArchiveReader.of(new ByteArrayInputStream(bytes), file.toString())) {
      reader.next(search);
    }
    return search.header();
  }

  private static byte[] read(Path file, int length) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(length);
    }
  }

  /** Each path is told of once. */
  private void tell(Path path, String problem) {
    if (told.size() < MAX_TOLD && told.add(path)) {
      problems.add(problem);
    }
  }

  private static boolean isCalledLikeAnArchive(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".gfs") || name.endsWith(".gz");
  }

  /** What is worth knowing since the last time, a sentence each. */
  public List<String> takeRemarks() {
    List<String> taken = List.copyOf(remarks);
    remarks.clear();
    return taken;
  }

  /** What was found since the last time that cannot be followed now, a sentence each. */
  public List<String> takeProblems() {
    List<String> taken = List.copyOf(problems);
    problems.clear();
    return taken;
  }

  /** Archives can be deleted at any time: the next ones to be read are held by being open. */
  private void holdThoseInDanger() {
    long held = archives.values().stream().filter(FollowedArchive::isHeld).count();
    for (FollowedArchive archive : archives.values()) {
      if (held < MAX_HELD && !archive.isHeld() && archive.goneSinceMillis().isEmpty()) {
        try {
          archive.hold();
          held += archive.isHeld() ? 1 : 0;
        } catch (IOException e) {
          // It has just been renamed, or deleted: the next look tells.
        }
      }
    }
  }
}
