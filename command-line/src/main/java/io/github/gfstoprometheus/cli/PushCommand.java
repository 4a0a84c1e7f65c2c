package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.archives.ArchiveChain;
import io.github.gfstoprometheus.archives.ArchiveFinder;
import io.github.gfstoprometheus.convert.ConversionOptions;
import io.github.gfstoprometheus.export.ExportReport;
import io.github.gfstoprometheus.export.ExportSettings;
import io.github.gfstoprometheus.members.MemberArchives;
import io.github.gfstoprometheus.members.MemberSurvey;
import io.github.gfstoprometheus.pipeline.Workers;
import io.github.gfstoprometheus.remotewrite.FirstContact;
import io.github.gfstoprometheus.remotewrite.RemoteWriteSettings;
import io.github.gfstoprometheus.remotewrite.RemoteWriter;
import io.github.gfstoprometheus.remotewrite.SendingBrokenOffException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code push}: archives to a receiver of remote write. */
@Command(
    name = "push",
    description = {
      "Sends the samples of archives to a Prometheus, VictoriaMetrics, Mimir or Thanos that runs, by"
          + " remote write."
    },
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  gfs-to-prometheus push server-1.gfs \\",
      "      --remote-write http://localhost:9090/api/v1/write",
      "  gfs-to-prometheus push ./stats --preset essentials \\",
      "      --remote-write http://victoria:8428/api/v1/write",
      "  gfs-to-prometheus push ./stats --remote-write http://mimir:8080/api/v1/push \\",
      "      --header 'X-Scope-OrgID: tenant' --bearer-token-file token",
      "  gfs-to-prometheus push ./stats --tls-ca ca.pem \\",
      "      --remote-write https://thanos:19291/api/v1/receive",
      "",
      "Samples that the receiver refuses are told and left out (exit code 3). A Prometheus",
      "takes those of the last hour, and older ones within the out_of_order_time_window of",
      "its configuration; archives that are older still are better converted."
    })
final class PushCommand implements Callable<Integer> {
  private static final Duration MIN_BATCH = Duration.ofSeconds(1);

  private final Environment environment;

  @Spec private CommandSpec spec;

  @Mixin private ArchivesMixin archives;
  @Mixin private MembersMixin members;
  @Mixin private RemoteWriteMixin remoteWrite;

  private Duration batch;

  @Option(
      names = "--batch",
      paramLabel = "DURATION",
      defaultValue = "1m",
      description = {
        "The time that each series tells at once (default: ${DEFAULT-VALUE}): longer ones name"
            + " series less often, shorter ones lose less if a receiver refuses them"
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

  PushCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    RemoteWriteSettings receiver = remoteWrite.requiredSettings(FirstContact.REQUIRED);
    ConversionOptions options = series.options();
    PushSummary summary = new PushSummary(environment, output, receiver);
    MemberSurvey survey = members.survey(chains(options, summary.notices()), options.naming());
    summary.notices().surveyed(survey);
    return survey.members().isEmpty()
        ? summary.printNothing()
        : push(receiver, options, survey.members(), summary);
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

  private int push(
      RemoteWriteSettings receiver,
      ConversionOptions options,
      List<MemberArchives> found,
      PushSummary summary)
      throws IOException {
    try (Interruption interruption = Interruption.open("the receiver may lack the last samples");
        Workers workers = new Workers(jobs.jobs());
        RemoteWriter sender = new RemoteWriter(receiver, summary.receiver());
        PushWriter writer = new PushWriter(sender, BreakOff.begin(interruption, sender))) {
      ExportReport report;
      try (ProgressWatcher watcher = summary.notices().watcher(found, interruption)) {
        report = writer.export(found, settings(options), workers, watcher);
      } catch (SendingBrokenOffException e) {
        return summary.printInterrupted(writer.figures(), carryOnMillis(writer.sendingMillis()));
      }
      return report.whole()
          ? summary.print(report, writer.figures())
          : summary.printInterrupted(writer.figures(), carryOnMillis(writer.sendingMillis()));
    }
  }

  /** Batches of all members begin at the same times: before that of the last one all is sent. */
  private OptionalLong carryOnMillis(OptionalLong sendingMillis) {
    return sendingMillis.isEmpty()
        ? sendingMillis
        : OptionalLong.of(
            sendingMillis.getAsLong() - Math.floorMod(sendingMillis.getAsLong(), batch.toMillis()));
  }

  private ExportSettings settings(ConversionOptions options) {
    return new ExportSettings(
        options,
        batch.toMillis(),
        memory.heldBytes(),
        exactness.toleranceMillis(),
        exactness.thinMillis());
  }
}
