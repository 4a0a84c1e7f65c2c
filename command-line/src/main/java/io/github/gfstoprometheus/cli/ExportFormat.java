package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.export.ByteOutput;
import io.github.gfstoprometheus.export.SampleWriter;
import io.github.gfstoprometheus.export.jsonl.JsonLinesWriter;
import io.github.gfstoprometheus.pipeline.Compression;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The formats of {@code export}. */
enum ExportFormat {
  /** Lines of JSON, as VictoriaMetrics imports them. */
  JSONL {
    @Override
    List<String> suffixes() {
      return List.of(".jsonl", ".ndjson");
    }

    @Override
    SampleWriter writer(OutputStream out) {
      return new JsonLinesWriter(new ByteOutput(out));
    }
  };

  /** What names of its files end in. */
  abstract List<String> suffixes();

  /** What writes this format; closing it closes the stream. */
  abstract SampleWriter writer(OutputStream out) throws IOException;

  /** The format that the name of a file tells, compressed or not. */
  static Optional<ExportFormat> ofName(Path file) {
    String name = Compression.nameInside(file.toString());
    return Stream.of(values())
        .filter(format -> format.suffixes().stream().anyMatch(name::endsWith))
        .findFirst();
  }
}
