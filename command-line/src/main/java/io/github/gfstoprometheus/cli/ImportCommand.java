package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.blocks.DataDirectory;
import io.github.gfstoprometheus.ingest.IngestFigures;
import io.github.gfstoprometheus.ingest.IngestFormat;
import io.github.gfstoprometheus.ingest.IngestSource;
import io.github.gfstoprometheus.ingest.Ingestion;
import io.github.gfstoprometheus.ingest.Intake;
import io.github.gfstoprometheus.tsdb.block.Ulid;
import io.github.gfstoprometheus.tsdb.head.Head;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code import}: samples of other programs into blocks. */
@Command(
    name = "import",
    description = "Turns samples in the formats of other programs into Prometheus blocks.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  gfs-to-prometheus import metrics.om --block-range 24h",
      "  gfs-to-prometheus import export.jsonl.gz export-2.jsonl.zst",
      "  curl -s victoria:8428/api/v1/export -d 'match[]=up' |",
      "      gfs-to-prometheus import - --format jsonl --out-of-order-window 365d",
      "  examples/produce.py | gfs-to-prometheus import - --format protobuf",
      "",
      "What is wrong in an input is told with its line or byte and left out; all else",
      "goes in (exit code 3). In OpenMetrics samples need a timestamp, and the value",
      "nan, in lower case, is the stale marker, as null is in JSON lines.",
      "Standard input with one series after the other wants an --out-of-order-window",
      "as long as the time it covers; memory stays bounded, blocks come at the end.",
      "Imports are not remembered: the same input again makes the same blocks again."
    })
final class ImportCommand implements Callable<Integer> {
  /** What was read can often not be read again. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Environment environment;

  @Mixin private InputsMixin inputs;

  private Optional<Duration> window = Optional.empty();

  @Option(
      names = "--out-of-order-window",
      paramLabel = "DURATION",
      description = {
        "How far behind the newest sample others are still taken; later ones are told, and lost"
            + " (default: without a bound for files and for openmetrics, where one series may come"
            + " after the other; 1h for standard input, which may never end)"
      })
  void setWindow(Duration value) {
    window = Optional.of(value);
  }

  @Mixin private BlockPolicyMixin blocks;
  @Mixin private OutputMixin output;

  ImportCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    List<IngestSource> sources = inputs.sources(environment.input());
    ImportSummary summary = new ImportSummary(environment, output, blocks.directory());
    try (Interruption interruption =
            Interruption.open(PATIENCE, "samples that were read are lost");
        DataDirectory data = DataDirectory.open(blocks.directory());
        Head head =
            new Head(
                data.path(),
                blocks.policy(),
                windowMillis(sources),
                Ulid.generator(environment.clock(), environment.random()),
                summary)) {
      Intake intake = new Intake(head, summary::problem);
      Ingestion ingestion = new Ingestion(intake, interruption::isWanted);
      ingestion.read(sources);
      head.finish();
      if (head.conflicting() > 0) {
        summary.problem(
            "expected one value of a series at a time, found %,d second ones when blocks were written, which are left out"
                .formatted(head.conflicting()));
      }
      IngestFigures figures = intake.figures().withoutTaken(head.repeated(), head.conflicting());
      return summary.print(sources.size(), ingestion, figures);
    }
  }

  /** What the user wants; else the widest that a format is used to, if an input may never end. */
  private long windowMillis(List<IngestSource> sources) {
    if (window.isPresent()) {
      return window.get().toMillis();
    }
    if (!inputs.hasStandardInput()) {
      return Long.MAX_VALUE;
    }
    return sources.stream()
        .map(IngestSource::format)
        .map(IngestFormat::usualWindow)
        .mapToLong(usual -> usual.map(Duration::toMillis).orElse(Long.MAX_VALUE))
        .max()
        .orElse(Long.MAX_VALUE);
  }
}
