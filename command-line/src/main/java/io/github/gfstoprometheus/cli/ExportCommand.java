package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.archives.ArchiveChain;
import io.github.gfstoprometheus.archives.ArchiveFinder;
import io.github.gfstoprometheus.convert.ConversionOptions;
import io.github.gfstoprometheus.convert.LabelNames;
import io.github.gfstoprometheus.convert.NamingOptions;
import io.github.gfstoprometheus.export.ExportReport;
import io.github.gfstoprometheus.export.ExportSettings;
import io.github.gfstoprometheus.export.ExportWriter;
import io.github.gfstoprometheus.export.csv.SeveralTablesException;
import io.github.gfstoprometheus.export.csv.WideCsvWriter;
import io.github.gfstoprometheus.members.MemberArchives;
import io.github.gfstoprometheus.members.MemberSurvey;
import io.github.gfstoprometheus.pipeline.Compression;
import io.github.gfstoprometheus.pipeline.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code export}: archives into other formats than blocks. */
@Command(
    name = "export",
    description = {
      "Writes the samples of archives to standard output or a file, as they are read, for other"
          + " programs."
    },
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  gfs-to-prometheus export server-1.gfs --format jsonl |",
      "      curl -T - http://localhost:8428/api/v1/import",
      "  zcat server-1.gfs.gz | gfs-to-prometheus export - -f jsonl --type VMStats",
      "  gfs-to-prometheus export ./stats --preset essentials --output stats.jsonl.zst",
      "  gfs-to-prometheus export server-1.gfs --type VMStats --wide > vm.csv",
      "  gfs-to-prometheus export server-1.gfs --output stats.openmetrics",
      "  gfs-to-prometheus export ./stats --output stats.parquet",
      "  gfs-to-prometheus export server-1.gfs --format protobuf | examples/consume.py",
      "",
      "Figures go to standard error when samples go to standard output."
    })
final class ExportCommand implements Callable<Integer> {
  private static final Duration MIN_BATCH = Duration.ofSeconds(1);

  private final Environment environment;

  @Spec private CommandSpec spec;

  @Mixin private ArchivesMixin archives;

  @Mixin private MembersMixin members;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description = {
        "${COMPLETION-CANDIDATES} (default: what the name of the output says)",
        "jsonl: lines of JSON, a series and some of its samples each, as VictoriaMetrics imports"
            + " them",
        "openmetrics: OpenMetrics text, series after series, as promtool makes blocks of it; reads"
            + " archives again and again if they do not fit into memory",
        "csv: a table with a row for each sample: timestamp, member, category, exported_instance,"
            + " metric, value, and the other labels. Stale markers are left out; text is not"
            + " changed, even if a spreadsheet would take it for a formula",
        "parquet: Apache Parquet, a row for each sample and a column for each label, for DuckDB,"
            + " Spark and the like; without stale markers, which are no measurements",
        "protobuf: messages of Prometheus remote write 2.0, for other processes"
            + " (docs/stream-protocol.md)"
      })
  private Optional<ExportFormat> format = Optional.empty();

  @Option(
      names = "--wide",
      description = {
        "csv with a table for each resource type, a row for each tick of an instance, and a column"
            + " for each statistic: into --output DIR, as DIR/<type>.csv, and DIR/<type>.2.csv with"
            + " all columns if further statistics appear; one type alone also goes to standard"
            + " output or a file *.csv"
      })
  private boolean wide;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where the samples go (default: standard output)")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--compress",
      paramLabel = "HOW",
      description = {
        "gzip, zstd or none (default: what the name of the output says: .gz, .zst, else none);"
            + " parquet is compressed by itself"
      })
  private Optional<Compression> compression = Optional.empty();

  private Duration batch;

  @Option(
      names = "--batch",
      paramLabel = "DURATION",
      defaultValue = "10m",
      description = {
        "The time that each series tells at once (default: ${DEFAULT-VALUE}): longer ones name"
            + " series less often, shorter ones let a reader begin sooner. A reader sees samples"
            + " out of order by so much: import takes 1h from standard input, unless told"
      })
  void setBatch(Duration time) {
    if (time.compareTo(MIN_BATCH) < 0) {
      throw new ParameterException(spec.commandLine(), "--batch: at least 1s is possible");
    }
    batch = time;
  }

  @Mixin private MemoryMixin memory;
  @Mixin private JobsMixin jobs;
  @Mixin private ExactnessMixin exactness;
  @Mixin private SeriesMixin series;
  @Mixin private OutputMixin output;

  ExportCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    ConversionOptions options = series.options();
    ExportFormat chosen = format();
    chosen.whyNot(options.naming()).ifPresent(this::refuse);
    requireCompressible(chosen);
    ExportSummary summary = new ExportSummary(environment, output, file);
    MemberSurvey survey = members.survey(chains(options, summary.notices()), options.naming());
    summary.notices().surveyed(survey);
    if (survey.members().isEmpty()) {
      return summary.printNothing();
    }
    destination().requireNoneOf(survey.members());
    return export(chosen, settings(options), survey.members(), summary);
  }

  private List<ArchiveChain> chains(ConversionOptions options, Notices notices) throws IOException {
    if (archives.isStandardInput()) {
      StandardInput.requireReadOnce(options, spec);
      return List.of(StandardInput.chain(environment.input()));
    }
    ArchiveFinder finder = archives.find();
    notices.found(finder);
    return finder.chains();
  }

  private int export(
      ExportFormat chosen,
      ExportSettings settings,
      List<MemberArchives> found,
      ExportSummary summary)
      throws IOException {
    try (Interruption interruption =
            Interruption.open("nobody takes what is written: its end is torn");
        Workers workers = new Workers(jobs.jobs())) {
      ExportReport report;
      try (ProgressWatcher watcher = summary.notices().watcher(found, interruption);
          ExportWriter writer = writer(chosen, settings.options().naming())) {
        report = writer.export(found, settings, workers, watcher);
      } catch (SeveralTablesException e) {
        throw new ParameterException(
            spec.commandLine(),
            "--wide: " + e.getMessage() + ": choose one by --type, or give --output DIR",
            e);
      }
      return summary.print(report);
    }
  }

  private ExportWriter writer(ExportFormat chosen, NamingOptions naming) throws IOException {
    ExportDestination destination = destination();
    return wide
        ? new WideCsvWriter(destination.tables(chosen), LabelNames.possible(naming))
        : chosen.writer(destination.stream(), naming);
  }

  private ExportDestination destination() {
    return new ExportDestination(file, environment.data(), compression);
  }

  private ExportFormat format() {
    Optional<ExportFormat> told = format.or(() -> file.flatMap(ExportFormat::ofName));
    if (!wide) {
      return told.orElseThrow(this::noFormat);
    }
    if (told.isPresent() && told.get() != ExportFormat.CSV) {
      throw new ParameterException(spec.commandLine(), "--wide goes with --format csv alone");
    }
    return ExportFormat.CSV;
  }

  private ExportSettings settings(ConversionOptions options) {
    return new ExportSettings(
        options,
        batch.toMillis(),
        memory.heldBytes(),
        exactness.toleranceMillis(),
        exactness.thinMillis());
  }

  private void refuse(String reason) {
    throw new ParameterException(spec.commandLine(), "--format: " + reason);
  }

  private void requireCompressible(ExportFormat chosen) {
    Compression how = destination().compressionOfStream();
    chosen
        .whyNot(how)
        .ifPresent(
            reason -> {
              throw new ParameterException(
                  spec.commandLine(),
                  compression.isPresent()
                      ? "--compress %s: %s: leave it out".formatted(how, reason)
                      : "--output %s: %s: leave out %s"
                          .formatted(file.orElseThrow(), reason, how.suffix()));
            });
  }

  private ParameterException noFormat() {
    return new ParameterException(
        spec.commandLine(),
        file.map(name -> "--format is missing: the name " + name + " tells none")
            .orElse("--format is missing: standard output has no name that tells it"));
  }
}
