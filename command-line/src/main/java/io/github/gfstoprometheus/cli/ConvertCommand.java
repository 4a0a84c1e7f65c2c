package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.archives.ArchiveFinder;
import io.github.gfstoprometheus.blocks.BlockConversion.Repeat;
import io.github.gfstoprometheus.convert.ConversionOptions;
import io.github.gfstoprometheus.members.MemberSurvey;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code convert}: finished archives into blocks. */
@Command(
    name = "convert",
    description = "Converts archives into Prometheus blocks.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  gfs-to-prometheus convert server-1.gfs",
      "  gfs-to-prometheus convert server-1.gfs server-2.gfs.gz --output ./data",
      "  gfs-to-prometheus convert ./stats --cluster payments",
      "  gfs-to-prometheus convert exportedLogs.zip --exclude 'locator*/**'",
      "  gfs-to-prometheus convert ./stats --naming typed --label region=emea",
      "  gfs-to-prometheus convert ./stats --preset essentials --units base",
      "  gfs-to-prometheus convert ./stats --type CachePerfStats --stat 'gets|puts'",
      "  gfs-to-prometheus convert ./stats --config gfs.yaml",
      "  gfs-to-prometheus convert ./stats --block-range 24h --jobs 4",
      "  gfs-to-prometheus convert --streaming --batch-size 10000 input.gfs",
      "",
      "The output can be the data directory of a Prometheus, or one that Prometheus",
      "is started on with --config.file=/dev/null --storage.tsdb.path=DIR",
      "--storage.tsdb.retention.time=100y --web.listen-address=:9099.",
      "Archives that a directory holds already are left alone."
    })
final class ConvertCommand implements Callable<Integer> {
  private final Environment environment;

  @Mixin private ArchivesMixin archives;

  @Mixin private MembersMixin members;

  @Mixin private BlocksMixin blocks;

  @Option(
      names = "--streaming",
      description = "Accepted for compatibility: a conversion always streams")
  @SuppressWarnings("unused") // true whatever it says
  private boolean streaming;

  @Option(
      names = "--force",
      description = "Convert again what was converted before, and replace its blocks")
  private boolean force;

  @Mixin private SeriesMixin series;
  @Mixin private OutputMixin output;

  ConvertCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    ConversionOptions options = series.options();
    ArchiveFinder finder = archives.find();
    ConversionSummary summary = new ConversionSummary(environment, output, blocks.directory());
    summary.notices().found(finder);
    MemberSurvey survey = members.survey(finder.chains(), options.naming());
    summary.notices().surveyed(survey);
    Repeat repeat = force ? Repeat.REPLACE : Repeat.SKIP;
    return blocks.convert(environment, options, repeat, survey.members(), summary);
  }
}
