package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.archives.ReadFailure;
import io.github.gfstoprometheus.ingest.IngestFormat;
import io.github.gfstoprometheus.ingest.IngestSource;
import io.github.gfstoprometheus.pipeline.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The inputs of {@code import}, and what they are. */
final class InputsMixin {
  private static final String STANDARD_INPUT = "-";
  private static final String STANDARD_INPUT_NAME = "<stdin>";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Parameters(
      paramLabel = "-|FILE",
      arity = "0..*",
      defaultValue = STANDARD_INPUT,
      description =
          "What to read, one after the other; - is standard input (default). Files that end in .gz"
              + " or .zst are decompressed")
  private List<String> inputs = new ArrayList<>();

  private Optional<IngestFormat> format = Optional.empty();

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description = {
        "The format of all inputs: ${COMPLETION-CANDIDATES}; by default files' names tell:",
        ".jsonl and .ndjson, .om and .openmetrics, .prw (protobuf), before .gz or .zst"
      })
  void setFormat(IngestFormat value) {
    format = Optional.of(value);
  }

  @Option(
      names = "--compress",
      paramLabel = "COMPRESSION",
      defaultValue = "none",
      description =
          "How standard input is compressed: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE});"
              + " files' names tell")
  private Compression standardInputCompression;

  /** Whether one of them may never end. */
  boolean hasStandardInput() {
    return inputs.contains(STANDARD_INPUT);
  }

  /** The inputs, none of them opened. */
  List<IngestSource> sources(InputStream standardInput) {
    if (Collections.frequency(inputs, STANDARD_INPUT) > 1) {
      throw wrong("standard input (-) can be read once");
    }
    if (standardInputCompression != Compression.NONE && !inputs.contains(STANDARD_INPUT)) {
      throw wrong("--compress is for standard input (-): the names of files tell");
    }
    return inputs.stream().map(input -> source(input, standardInput)).toList();
  }

  private IngestSource source(String input, InputStream standardInput) {
    if (input.equals(STANDARD_INPUT)) {
      IngestFormat known =
          format.orElseThrow(
              () ->
                  wrong(
                      "--format is missing: standard input does not tell its own, of " + names()));
      return new IngestSource(
          STANDARD_INPUT_NAME, known, standardInputCompression, () -> standardInput);
    }
    IngestFormat known =
        format
            .or(() -> IngestFormat.ofName(Compression.nameInside(input)))
            .orElseThrow(
                () ->
                    wrong("--format is missing: the name " + input + " tells none of " + names()));
    return new IngestSource(input, known, Compression.ofName(input), () -> open(Path.of(input)));
  }

  private static InputStream open(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("expected a file, found a directory; give the files in it");
    }
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw new IOException(ReadFailure.reason(e), e);
    }
  }

  private static String names() {
    return Arrays.stream(IngestFormat.values())
        .map(format -> format + " (" + String.join(", ", format.suffixes()) + ")")
        .collect(Collectors.joining(", "));
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
