package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.archives.ArchiveFinder;
import io.github.gfstoprometheus.convert.ChainConversion;
import io.github.gfstoprometheus.convert.ConversionOptions;
import io.github.gfstoprometheus.members.MemberArchives;
import io.github.gfstoprometheus.members.MemberSurvey;
import io.github.gfstoprometheus.tsdb.block.BlockMeta;
import io.github.gfstoprometheus.tsdb.block.Blocks;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.verify.BlockComparison;
import io.github.gfstoprometheus.verify.Exactness;
import io.github.gfstoprometheus.verify.OpenedSeries;
import io.github.gfstoprometheus.verify.TimeRange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code verify}: archives against blocks. */
@Command(
    name = "verify",
    description =
        "Reads archives and the blocks they were converted into, and compares every sample both"
            + " ways.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  gfs-to-prometheus verify server-1.gfs --data ./data",
      "  gfs-to-prometheus verify ./stats --data ./data --cluster payments",
      "  gfs-to-prometheus verify ./stats --data ./data --thin 1m",
      "  gfs-to-prometheus verify ./stats --data ./data --preset essentials",
      "",
      "The naming options, --timestamp-tolerance and --thin must be those of the",
      "conversion. Options that choose statistics may choose fewer than it did: what",
      "they leave out is not compared. The exit code is 1 if any sample differs."
    })
final class VerifyCommand implements Callable<Integer> {
  private final Environment environment;

  @Mixin private ArchivesMixin archives;

  @Mixin private MembersMixin members;

  @Option(
      names = {"-o", "--output", "--data"},
      paramLabel = "DIR",
      defaultValue = "./data",
      description = "Where the blocks are (default: ${DEFAULT-VALUE})")
  private Path data;

  @Mixin private ExactnessMixin exactness;
  @Mixin private SeriesMixin series;
  @Mixin private OutputMixin output;

  VerifyCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    ConversionOptions options = series.options();
    ArchiveFinder finder = archives.find();
    MemberSurvey survey = members.survey(finder.chains(), options.naming());
    if (!output.isQuiet() && !output.isJson()) {
      finder.skipped().forEach(file -> environment.errors().println("skipped: " + file.reason()));
      finder.remarks().forEach(this::printRemark);
      survey.remarks().forEach(this::printRemark);
    }
    List<BlockMeta> blocks = Blocks.metas(data);
    Exactness exact = exactness.exactness();
    VerificationSummary summary =
        new VerificationSummary(environment, output, blocks.size(), exact);
    summary.addProblems(finder.problems());
    summary.addProblems(survey.problems());
    for (MemberArchives member : survey.members()) {
      ChainConversion conversion = ChainConversion.of(member, options);
      conversion.into(
          new BlockComparison(
              data,
              blocks,
              conversion.memberLabels(),
              compared(member, options),
              new TimeRange(conversion.startMillis(), conversion.endMillis()),
              exact,
              summary.figures()));
      summary.add(member, conversion);
    }
    return summary.print();
  }

  /**
   * The blocks may be of a wider conversion. What a filter leaves out is not compared, so the
   * archives are read once more, to know what it leaves in.
   */
  private static Predicate<LabelSet> compared(MemberArchives member, ConversionOptions options)
      throws IOException {
    if (options.hasAllSeries()) {
      return labels -> true;
    }
    OpenedSeries opened = new OpenedSeries();
    ChainConversion.of(member, options).into(opened);
    return opened::contains;
  }

  private void printRemark(String text) {
    environment.errors().println("note: " + text);
  }
}
