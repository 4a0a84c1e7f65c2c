package io.github.gfstoprometheus.testkit.geode;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Keeps every archive that appears below a directory, by a link that stays when the member deletes
 * it. Kept archives stand at the same place below another directory of the same file system, the
 * first of a member as {@code stem-01-01.gfs}, the next as {@code stem-01-02.gfs}: in the order in
 * which they were begun, whatever the member called them and however often it was restarted.
 *
 * <p>A simulated member tells of its files. Real ones are found by looking again and again, every
 * few milliseconds: a file is known by what the file system calls it, so that a rename meanwhile
 * does no harm.
 */
public final class ArchiveKeeper implements ArchiveListener, Closeable {

  private static final long LOOK_MILLIS = 3;

  private static final Pattern NAME =
      Pattern.compile("(?<stem>.+?)(?<gfs>\\.gfs)?(-\\d{2,8}-\\d{2,8})?(?<ending>\\.gfs|\\.gz)");

  private final Path watched;
  private final Path kept;
  private final Map<Object, Path> byIdentity = new HashMap<>();
  private final Map<Path, List<Path>> chains = new LinkedHashMap<>();
  private final Thread looking = new Thread(this::lookOn, "archive keeper");
  private volatile boolean closed;

  /**
   * A keeper that is told of each archive.
   *
   * @param watched where the archives are
   * @param kept where they are kept, on the same file system
   */
  public ArchiveKeeper(Path watched, Path kept) {
    this.watched = watched.toAbsolutePath();
    this.kept = kept.toAbsolutePath();
    looking.setDaemon(true);
  }

  /** A keeper that looks for archives itself, until it is closed. */
  public static ArchiveKeeper looking(Path watched, Path kept) {
    ArchiveKeeper keeper = new ArchiveKeeper(watched, kept);
    keeper.looking.start();
    return keeper;
  }

  @Override
  public void created(Path archive) throws IOException {
    keep(archive.toAbsolutePath());
  }

  /** The link would show the new content: the old one is copied out of its way. */
  @Override
  public synchronized void overwriting(Path archive) throws IOException {
    if (!Files.exists(archive)) {
      return;
    }
    Path link = byIdentity.remove(Files.getAttribute(archive, "unix:ino"));
    Path copy = link.resolveSibling(link.getFileName() + ".copy");
    Files.copy(archive, copy);
    Files.move(copy, link, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Where kept archives are, at the places that they have below what is watched. */
  public Path directory() {
    return kept;
  }

  /**
   * The archives that hold bytes, by the place and name that the live one has below what is
   * watched, in the order in which they were begun.
   */
  public synchronized Map<Path, List<Path>> chains() throws IOException {
    Map<Path, List<Path>> filled = new LinkedHashMap<>();
    for (Map.Entry<Path, List<Path>> chain : chains.entrySet()) {
      List<Path> archives = new ArrayList<>();
      for (Path archive : chain.getValue()) {
        if (Files.size(archive) > 0) {
          archives.add(archive);
        }
      }
      filled.put(chain.getKey(), List.copyOf(archives));
    }
    return filled;
  }

  /** The archives of the only member. */
  public List<Path> onlyChain() throws IOException {
    Map<Path, List<Path>> all = chains();
    if (all.size() != 1) {
      throw new IllegalStateException("archives of one member were expected, not " + all.keySet());
    }
    return all.values().iterator().next();
  }

  private void lookOn() {
    try {
      while (!closed) {
        look();
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Several at once may be new after a pause: names tell their order as far as they are full. */
  private void look() throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(watched)) {
      files.filter(file -> NAME.matcher(name(file)).matches()).forEach(found::add);
    } catch (UncheckedIOException | NoSuchFileException | NotDirectoryException e) {
      // Renamed or deleted while it was looked at, or not there yet: the next look will do.
      return;
    }
    found.sort(Comparator.comparing(file -> isLive(file) ? "~" : name(file)));
    for (Path file : found) {
      keep(file);
    }
  }

  private static boolean isLive(Path file) {
    Matcher matcher = NAME.matcher(name(file));
    return matcher.matches() && matcher.group(3) == null;
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private synchronized void keep(Path file) throws IOException {
    Matcher name = NAME.matcher(name(file));
    if (!name.matches()) {
      throw new IllegalArgumentException(file + " is not called like an archive");
    }
    Path directory = watched.relativize(file.getParent());
    String gfs = name.group("gfs") == null ? "" : name.group("gfs");
    Path live = directory.resolve(name.group("stem") + gfs + name.group("ending"));
    List<Path> chain = chains.computeIfAbsent(live, key -> new ArrayList<>());
    Path link =
        kept.resolve(directory)
            .resolve(
                "%s%s-01-%02d%s"
                    .formatted(name.group("stem"), gfs, chain.size() + 1, name.group("ending")));
    try {
      if (byIdentity.containsKey(Files.getAttribute(file, "unix:ino"))) {
        return;
      }
      Files.createDirectories(link.getParent());
      Files.createLink(link, file);
    } catch (NoSuchFileException e) {
      // Renamed meanwhile: the next look finds it under its new name.
      return;
    }
    // What was linked may be another file than the one that was looked at.
    if (byIdentity.putIfAbsent(Files.getAttribute(link, "unix:ino"), link) == null) {
      chain.add(link);
    } else {
      Files.delete(link);
    }
  }

  /** Looks a last time, and no more; to be called when no more archives come. */
  public void stopLooking() throws IOException {
    closed = true;
    if (looking.isAlive()) {
      try {
        looking.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      look();
    }
  }

  /** Stops looking; what was kept stays. */
  @Override
  public void close() throws IOException {
    stopLooking();
  }
}
