package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.convert.LabelNames;
import io.github.gfstoprometheus.convert.NamingOptions;
import io.github.gfstoprometheus.export.ByteOutput;
import io.github.gfstoprometheus.export.ExportWriter;
import io.github.gfstoprometheus.export.csv.LongCsvWriter;
import io.github.gfstoprometheus.export.jsonl.JsonLinesWriter;
import io.github.gfstoprometheus.export.openmetrics.OpenMetricsWriter;
import io.github.gfstoprometheus.export.parquet.ColumnNames;
import io.github.gfstoprometheus.export.parquet.ParquetSampleWriter;
import io.github.gfstoprometheus.export.protobuf.ProtobufWriter;
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
    ExportWriter writer(OutputStream out, NamingOptions naming) {
      return new JsonLinesWriter(new ByteOutput(out));
    }
  },

  /** OpenMetrics text, as promtool makes blocks of it. */
  OPENMETRICS {
    @Override
    List<String> suffixes() {
      return List.of(".openmetrics", ".om");
    }

    @Override
    ExportWriter writer(OutputStream out, NamingOptions naming) {
      return new OpenMetricsWriter(new ByteOutput(out));
    }
  },

  /** A table of comma-separated values, a row for each sample. */
  CSV {
    @Override
    List<String> suffixes() {
      return List.of(".csv");
    }

    @Override
    ExportWriter writer(OutputStream out, NamingOptions naming) {
      return new LongCsvWriter(new ByteOutput(out), LabelNames.possible(naming));
    }
  },

  /** Apache Parquet, a column for each label. */
  PARQUET {
    @Override
    List<String> suffixes() {
      return List.of(".parquet");
    }

    @Override
    Optional<String> whyNot(NamingOptions naming) {
      return ColumnNames.whyNot(LabelNames.possible(naming));
    }

    @Override
    Optional<String> whyNot(Compression how) {
      return how == Compression.NONE
          ? Optional.empty()
          : Optional.of("parquet is compressed by itself");
    }

    @Override
    ExportWriter writer(OutputStream out, NamingOptions naming) throws IOException {
      return new ParquetSampleWriter(
          new ByteOutput(out), ColumnNames.of(LabelNames.possible(naming)));
    }
  },

  /** Messages of Prometheus remote write 2.0, one behind the other. */
  PROTOBUF {
    @Override
    List<String> suffixes() {
      return List.of(".prw");
    }

    @Override
    ExportWriter writer(OutputStream out, NamingOptions naming) throws IOException {
      return new ProtobufWriter(out);
    }
  };

  /** What names of its files end in. */
  abstract List<String> suffixes();

  /** Why series that are called so cannot be written in this format, if they cannot. */
  Optional<String> whyNot(NamingOptions naming) {
    return Optional.empty();
  }

  /** Why this format cannot be compressed so, if it cannot. */
  Optional<String> whyNot(Compression how) {
    return Optional.empty();
  }

  /**
   * What writes this format; closing it closes the stream.
   *
   * @param naming what series are called
   */
  abstract ExportWriter writer(OutputStream out, NamingOptions naming) throws IOException;

  /** The format that the name of a file tells, compressed or not. */
  static Optional<ExportFormat> ofName(Path file) {
    String name = Compression.nameInside(file.toString());
    return Stream.of(values())
        .filter(format -> format.suffixes().stream().anyMatch(name::endsWith))
        .findFirst();
  }
}
