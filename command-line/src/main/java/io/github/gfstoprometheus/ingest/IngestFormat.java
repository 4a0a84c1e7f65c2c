package io.github.gfstoprometheus.ingest;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The formats that {@code import} reads, by the names of its option. */
@SuppressWarnings("ImmutableEnumChecker") // lists of List.of, and references to constructors
public enum IngestFormat {
  /**
   * JSON lines, as VictoriaMetrics exports and imports them.
   *
   * @see <a href="https://docs.victoriametrics.com/#json-line-format">JSON line format</a>
   */
  JSONL(List.of(".jsonl", ".ndjson"), Optional.of(Duration.ofHours(1)), JsonLinesReader::new),

  /**
   * OpenMetrics 1.0 text.
   *
   * @see <a
   *     href="https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md">OpenMetrics</a>
   */
  OPENMETRICS(List.of(".om", ".openmetrics"), Optional.empty(), OpenMetricsReader::new),

  /** Messages of Prometheus remote write 2.0, one behind the other: docs/stream-protocol.md. */
  PROTOBUF(List.of(".prw"), Optional.of(Duration.ofHours(1)), ProtobufReader::new);

  private final List<String> suffixes;
  private final Optional<Duration> usualWindow;
  private final Opening opening;

  IngestFormat(List<String> suffixes, Optional<Duration> usualWindow, Opening opening) {
    this.suffixes = suffixes;
    this.usualWindow = usualWindow;
    this.opening = opening;
  }

  private interface Opening {
    SampleReader open(IngestInput input, Intake intake);
  }

  /** The format that the name of a file tells, without the suffix of its compression. */
  public static Optional<IngestFormat> ofName(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(format -> format.suffixes.stream().anyMatch(name::endsWith))
        .findFirst();
  }

  /** How files of this format are called. */
  public List<String> suffixes() {
    return suffixes;
  }

  /**
   * How far behind the newest sample others usually come in this format; empty where one series
   * comes after the other, so that no bound is usual.
   */
  public Optional<Duration> usualWindow() {
    return usualWindow;
  }

  /** Begins to read an input. */
  public SampleReader open(IngestInput input, Intake intake) {
    return opening.open(input, intake);
  }

  /** The name as an option and messages have it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
