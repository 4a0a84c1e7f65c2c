package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.archives.ArchiveFinder;
import io.github.gfstoprometheus.convert.ConversionOptions;
import io.github.gfstoprometheus.listing.MemberListing;
import io.github.gfstoprometheus.members.MemberArchives;
import io.github.gfstoprometheus.members.MemberSurvey;
import io.github.gfstoprometheus.pipeline.Workers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code list}: what a conversion would convert. */
@Command(
    name = "list",
    description =
        "Shows what convert would convert, and writes nothing: members, archives, gaps and"
            + " overlaps in time, and the size that the blocks would have.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  gfs-to-prometheus list ./stats",
      "  gfs-to-prometheus list exportedLogs_1700000000000.zip --archives",
      "  gfs-to-prometheus list ./stats --preset essentials --every 10s",
      "  gfs-to-prometheus list ./stats --json | jq '.members[].gaps'",
      "",
      "Archives are read as convert reads them. The exit code is 3 if convert would",
      "find something malformed or lose samples."
    })
final class ListCommand implements Callable<Integer> {
  private final Environment environment;

  @Mixin private ArchivesMixin archives;

  @Mixin private MembersMixin members;

  @Option(
      names = {"-a", "--archives"},
      description = "Show each archive, each gap and each overlap, however many there are")
  private boolean eachArchive;

  @Mixin private JobsMixin jobs;
  @Mixin private SeriesMixin series;
  @Mixin private OutputMixin output;

  ListCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    ConversionOptions options = series.options();
    ArchiveFinder finder = archives.find();
    ListSummary summary = new ListSummary(environment, output, detail());
    finder.skipped().forEach(file -> summary.skipped(file.reason()));
    finder.remarks().forEach(summary::remark);
    finder.problems().forEach(summary::problem);
    MemberSurvey survey = members.survey(finder.chains(), options.naming());
    survey.remarks().forEach(summary::remark);
    survey.problems().forEach(summary::problem);
    List<Callable<MemberListing>> readings = new ArrayList<>();
    for (MemberArchives member : survey.members()) {
      readings.add(() -> MemberListing.of(member, options));
    }
    try (Workers workers = new Workers(jobs.jobs())) {
      workers.inOrder(readings, summary::add);
    }
    return summary.print();
  }

  private ListText.Detail detail() {
    return eachArchive ? ListText.Detail.EACH_ARCHIVE : ListText.Detail.IF_FEW;
  }
}
