package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.archives.ArchiveSource;
import io.github.gfstoprometheus.export.csv.SingleTable;
import io.github.gfstoprometheus.export.csv.TableDirectory;
import io.github.gfstoprometheus.export.csv.Tables;
import io.github.gfstoprometheus.members.MemberArchives;
import io.github.gfstoprometheus.pipeline.Compression;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where an export goes.
 *
 * @param path a file, or a directory for what makes several; without it, standard output
 * @param standardOutput which stays open when it is closed
 * @param compression how it is compressed, if the name of the file is not to say it
 */
record ExportDestination(
    Optional<Path> path, OutputStream standardOutput, Optional<Compression> compression) {
  /** The one stream that all goes into. */
  OutputStream stream() throws IOException {
    return compressionOfStream()
        .compress(path.isPresent() ? Files.newOutputStream(path.get()) : standardOutput);
  }

  /**
   * Demands that the output is none of the archives, which it would overwrite.
   *
   * @throws IOException if it is
   */
  void requireNoneOf(List<MemberArchives> members) throws IOException {
    if (path.isEmpty() || !Files.isRegularFile(path.get())) {
      return;
    }
    for (MemberArchives member : members) {
      for (ArchiveSource source : member.chain().sources()) {
        Optional<Path> read = source.storedIn().filter(Files::exists);
        if (read.isPresent() && Files.isSameFile(read.get(), path.get())) {
          throw new IOException(path.get() + " is an archive to be read: give another --output");
        }
      }
    }
  }

  /** How that stream is compressed. */
  Compression compressionOfStream() {
    return compression.orElse(
        path.map(Path::toString).map(Compression::ofName).orElse(Compression.NONE));
  }

  /** A directory for any number of tables, or a stream for one. */
  Tables tables(ExportFormat format) {
    return path.filter(name -> isDirectory(name, format))
        .<Tables>map(this::directory)
        .orElseGet(() -> new SingleTable(this::stream));
  }

  private static boolean isDirectory(Path path, ExportFormat format) {
    return Files.isDirectory(path) || ExportFormat.ofName(path).filter(format::equals).isEmpty();
  }

  private Tables directory(Path directory) {
    Compression how = compression.orElse(Compression.NONE);
    return new TableDirectory(
        directory, ".csv" + how.suffix(), file -> how.compress(Files.newOutputStream(file)));
  }
}
