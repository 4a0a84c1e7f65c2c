package io.github.gfstoprometheus.archives;

import io.github.gfstoprometheus.archive.ArchiveReader;
import io.github.gfstoprometheus.archive.MalformedArchiveException;
import io.github.gfstoprometheus.archive.RefusedArchiveException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds archives below directories and in containers, and brings rolled ones together. */
public final class ArchiveFinder {
  private static final Comparator<ArchiveSource> BY_TIME =
      Comparator.comparing(source -> ArchiveName.of(path(source).fileName()), ArchiveName.BY_TIME);

  private final ArchiveFilter filter;

  /** By what is the same for the same archive, however it was given. */
  private final Map<String, ArchiveSource> archives = new LinkedHashMap<>();

  private final List<Skipped> skipped = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * A file, or an entry of a container, that was found and is left out.
   *
   * @param name what messages call it
   * @param reason a sentence that begins with the name
   */
  public record Skipped(String name, String reason) {}

  /** A finder of all archives that has found nothing. */
  public ArchiveFinder() {
    this(ArchiveFilter.ALL);
  }

  /** A finder of the archives that a filter lets through. */
  public ArchiveFinder(ArchiveFilter filter) {
    this.filter = filter;
  }

  /**
   * Adds a file as it is, the archives in a container, or those below a directory, known by their
   * content. Links below the directory are not followed.
   *
   * @throws NoSuchFileException if there is nothing
   */
  public void add(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    if (Files.isDirectory(path)) {
      addBelow(Files.isSymbolicLink(path) ? path.toRealPath() : path);
      return;
    }
    Path file = path.normalize();
    Path name = file.getFileName();
    Optional<Container> container = Container.of(file);
    if (container.isPresent()) {
      addContent(container.get(), file, name);
    } else if (filter.accepts(name)) {
      take(remembered(ArchiveSource.of(file)));
    }
  }

  private void addBelow(Path directory) throws IOException {
    Path top = directory.normalize();
    FileTree tree = FileTree.walk(directory);
    tree.links().forEach(this::skipLink);
    tree.failures().forEach(this::fail);
    for (Path file : tree.files()) {
      Path relative = top.relativize(file);
      Optional<Container> container = Container.of(file);
      if (container.isPresent()) {
        addContent(container.get(), file, relative);
      } else if (filter.accepts(relative)) {
        addIfArchive(file);
      }
    }
  }

  /** What was found: chains of rolled archives, each in the order of time. */
  public List<ArchiveChain> chains() {
    Map<ArchivePath, List<ArchiveSource>> byStem = new LinkedHashMap<>();
    for (ArchiveSource archive : archives.values()) {
      ArchivePath path = path(archive);
      ArchivePath stem = new ArchivePath(path.directories(), path.stem());
      byStem.computeIfAbsent(stem, key -> new ArrayList<>()).add(archive);
    }
    return byStem.entrySet().stream()
        .map(
            entry ->
                new ArchiveChain(
                    entry.getKey().fileName(), entry.getValue().stream().sorted(BY_TIME).toList()))
        .toList();
  }

  /** What is called like an archive or a container and is none, or is a link. */
  public Collection<Skipped> skipped() {
    return List.copyOf(skipped);
  }

  /** What is worth knowing about what was given. */
  public List<String> remarks() {
    return List.copyOf(remarks);
  }

  /** What could not be read, a sentence each that names the path. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  private static ArchivePath path(ArchiveSource archive) {
    return archive.path().orElseThrow();
  }

  private void take(ArchiveSource archive) {
    String key =
        archive
            .file()
            .map(file -> file.toAbsolutePath().normalize().toString())
            .orElse(archive.name());
    if (archives.put(key, archive) != null) {
      remarks.add(archive.name() + ": given more than once, taken once");
    }
  }

  private static ArchiveSource remembered(ArchiveSource source) {
    try {
      return new ListedSource(source, source.header(), Optional.empty());
    } catch (IOException e) {
      return source; // who reads it meets the failure again, and tells
    }
  }

  private void addIfArchive(Path file) {
    ArchiveSource source = ArchiveSource.of(file);
    try (ArchiveReader reader = source.open()) {
      addIfArchive(source, reader, Container.Look.SHORT);
    } catch (IOException e) {
      fail(file, e);
    }
  }

  private void addIfArchive(ArchiveSource source, ArchiveReader reader, Container.Look look)
      throws IOException {
    ArchiveBeginning.Search search = new ArchiveBeginning.Search();
    try {
      if (!reader.next(search)) {
        skip(source.name(), source.name() + ": ends before an archive begins");
        return;
      }
    } catch (MalformedArchiveException e) {
      // It is one, or was; who reads it tells what is wrong.
    } catch (RefusedArchiveException e) {
      refuse(source.name(), e);
      return;
    }
    if (look == Container.Look.SHORT) {
      take(new ListedSource(source, search.header(), Optional.empty()));
      return;
    }
    try {
      search.readOn(reader);
    } catch (IOException e) {
      // What stands before it must do; who reads the archive, or on in the container, tells.
    }
    take(new ListedSource(source, search.header(), Optional.of(search.result())));
  }

  private void addContent(Container container, Path file, Path relative) {
    if (filter.rejects(relative)) {
      return;
    }
    try {
      if (container.isOne()) {
        container.list(new Content(relative, container.look()));
      } else {
        skip(
            file.toString(),
            file + ": expected what its name says, found something else; it is no container");
      }
    } catch (IOException e) {
      problems.add(
          file
              + ": the container is damaged: "
              + ReadFailure.reason(e)
              + "; what was found in it before that is taken, a good copy may hold more");
    }
  }

  /** A file of another version is data that is missing, unless only its first byte is like one. */
  private void refuse(String name, RefusedArchiveException refusal) {
    boolean noArchive = refusal.position() == 0;
    if (noArchive) {
      skip(name, refusal.getMessage());
    } else if (isCalledLikeAnArchive(name)) {
      problems.add(refusal.getMessage());
    }
  }

  private void skipLink(Path link) {
    skip(link.toString(), link + ": is a link; links are not followed");
  }

  private void skip(String name, String reason) {
    if (isCalledLikeAnArchive(name)) {
      skipped.add(new Skipped(name, reason));
    }
  }

  private void fail(Path path, IOException failure) {
    problems.add(ReadFailure.describe(path.toString(), failure));
  }

  private static boolean isCalledLikeAnArchive(String name) {
    return name.toLowerCase(Locale.ROOT).matches(".*\\.(gfs|gz|zip|tar|tgz)");
  }

  /** Takes the archives of a container. */
  private final class Content implements Container.Listener {
    private final Path container;
    private final Container.Look look;

    /**
     * @param container its path below the directory that was given
     */
    Content(Path container, Container.Look look) {
      this.container = container;
      this.look = look;
    }

    @Override
    public void entry(ContainerEntry entry, Container.Opening bytes) throws IOException {
      if (!filter.accepts(container, entry.entryName())) {
        return;
      }
      if (Container.isCalledOne(path(entry).fileName())) {
        skip(
            entry.name(),
            entry.name() + ": a container in a container is not looked into; unpack the outer one");
        return;
      }
      try (ArchiveReader reader = ArchiveReader.of(bytes.open(), entry.name())) {
        addIfArchive(entry, reader, look);
      }
    }

    @Override
    public void skipped(String name, String reason) {
      skip(name, name + ": " + reason);
    }

    @Override
    public void unreadable(String name, IOException failure) {
      problems.add(ReadFailure.describe(name, failure));
    }
  }
}
