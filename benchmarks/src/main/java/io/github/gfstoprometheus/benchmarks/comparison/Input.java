package io.github.gfstoprometheus.benchmarks.comparison;

import io.github.gfstoprometheus.benchmarks.ByteSize;
import io.github.gfstoprometheus.benchmarks.GeneratedArchive;
import io.github.gfstoprometheus.benchmarks.Scratch;
import io.github.gfstoprometheus.benchmarks.TimeSpan;
import io.github.gfstoprometheus.benchmarks.process.Launcher;
import io.github.gfstoprometheus.testkit.geode.ArchiveShape;
import io.github.gfstoprometheus.testkit.geode.Jitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What to compare on; an archive that is to be generated takes no place before its turn. */
interface Input {
  String name();

  Subject open(Scratch scratch) throws IOException;

  /** A file that is there. */
  record Existing(Path file) implements Input {
    @Override
    public String name() {
      return file.getFileName().toString();
    }

    @Override
    public Subject open(Scratch scratch) throws IOException {
      return new Subject(
          name(), file, Files.size(file), SampleCount.ofArchive(file), Optional.empty());
    }
  }

  /** An archive to generate. */
  record ToGenerate(String name, ArchiveShape shape) implements Input {
    /** So long a time of a member with 5,000 series. */
    static ToGenerate lasting(TimeSpan span, Jitter jitter) {
      ArchiveShape shape = GeneratedArchive.typical(jitter);
      return new ToGenerate(
          named(span.text(), jitter), shape.withTicks(span.duration().dividedBy(shape.interval())));
    }

    /** Of that size, as long a time as this is. */
    static ToGenerate sized(ByteSize size, Jitter jitter) {
      return new ToGenerate(
          named(size.text(), jitter), GeneratedArchive.typical(jitter).withSizeBytes(size.bytes()));
    }

    @Override
    public Subject open(Scratch scratch) throws IOException {
      GeneratedArchive archive = GeneratedArchive.generate(name, shape, scratch);
      return new Subject(
          name,
          archive.file(),
          Files.size(archive.file()),
          archive.figures().samples(),
          Optional.of(archive));
    }

    private static String named(String what, Jitter jitter) {
      return what + " " + jitter.name().toLowerCase(Locale.ROOT);
    }
  }

  /** The sample archive, and those in the directory that the variable GFS_CORPUS names. */
  static List<Input> atHand() throws IOException {
    List<Input> inputs = new ArrayList<>();
    inputs.add(new Existing(Launcher.home().resolve("samples").resolve("geode-server.gfs")));
    String corpus = System.getenv("GFS_CORPUS");
    if (corpus != null && Files.isDirectory(Path.of(corpus))) {
      try (Stream<Path> files = Files.list(Path.of(corpus))) {
        files.filter(Input::isArchive).sorted().map(Existing::new).forEach(inputs::add);
      }
    }
    return inputs;
  }

  private static boolean isArchive(Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file) && (name.endsWith(".gfs") || name.endsWith(".gz"));
  }
}
