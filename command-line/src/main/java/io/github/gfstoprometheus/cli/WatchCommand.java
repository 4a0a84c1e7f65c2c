package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.convert.ConversionOptions;
import io.github.gfstoprometheus.convert.Zeros;
import io.github.gfstoprometheus.operation.Condition;
import io.github.gfstoprometheus.operation.RepeatedProblems;
import io.github.gfstoprometheus.remotewrite.FirstContact;
import io.github.gfstoprometheus.remotewrite.RemoteWriteSettings;
import io.github.gfstoprometheus.tsdb.block.Ulid;
import io.github.gfstoprometheus.watch.Journal;
import io.github.gfstoprometheus.watch.Watch;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code watch}: archives that are still being written, into blocks and to receivers. */
@Command(
    name = "watch",
    aliases = "watch-stream",
    description = {
      "Follows archives that members are still writing, and publishes what they hold: as blocks,"
          + " by remote write, or both.",
      "Ended and started again, it goes on where it was: no sample is lost, none is there twice."
    },
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  gfs-to-prometheus watch /var/geode/stats --output ./data",
      "  gfs-to-prometheus watch /var/geode/*/stats --cluster payments \\",
      "      --remote-write http://localhost:9090/api/v1/write --listen :9180",
      "  gfs-to-prometheus watch-stream /path/to/stats/dir --output ./data",
      "  gfs-to-prometheus watch /mnt/stats --output ./data --once",
      "",
      "The output can be the data directory of a Prometheus that is running: new blocks",
      "are found within a minute or two. Remote write takes a second or two.",
      "Members that roll their archives, start again or delete old archives are followed;",
      "directories may appear later. It ends at Ctrl-C or SIGTERM, after publishing",
      "what was read. docs/watch.md tells more."
    })
final class WatchCommand implements Callable<Integer> {
  private static final Duration MIN_INTERVAL = Duration.ofMillis(10);
  private static final Duration PROMETHEUS_RANGE = Duration.ofHours(2);

  private final Environment environment;

  @Spec private CommandSpec spec;

  @Mixin private ArchivesMixin archives;
  @Mixin private MembersMixin members;
  @Mixin private BlockPolicyMixin policy;

  private Duration flushInterval;

  @Option(
      names = "--flush-interval",
      paramLabel = "DURATION",
      defaultValue = "1m",
      description = {
        "How long samples wait until they are published in a block (default: ${DEFAULT-VALUE});",
        "a running Prometheus looks for blocks once a minute"
      })
  void setFlushInterval(Duration interval) {
    flushInterval = atLeast(MIN_INTERVAL, "--flush-interval", interval);
  }

  @Mixin private RemoteWriteMixin remoteWrite;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = {
        "Where to remember what was sent by remote write (default: the output, or else a directory"
            + " for the receiver below $XDG_STATE_HOME/gfs-to-prometheus or"
            + " ~/.local/state/gfs-to-prometheus)"
      })
  private Optional<Path> state = Optional.empty();

  private Duration pollInterval;

  @Option(
      names = "--poll-interval",
      paramLabel = "DURATION",
      defaultValue = "500ms",
      description = "How often archives are looked at (default: ${DEFAULT-VALUE})")
  void setPollInterval(Duration interval) {
    pollInterval = atLeast(MIN_INTERVAL, "--poll-interval", interval);
  }

  @Option(
      names = "--once",
      description = "Publish what is there now, and end; the next run publishes what is new then")
  private boolean once;

  @Mixin private OperationMixin operation;
  @Mixin private ExactnessMixin exactness;
  @Mixin private JobsMixin jobs;
  @Mixin private SeriesMixin series;
  @Mixin private OutputMixin output;

  WatchCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Watch.Settings settings = settings();
    WatchSummary summary = new WatchSummary(environment, output);
    try (Interruption interruption =
            Interruption.open("what was not published is published by the next run");
        RepeatedProblems journal = operation.journal(environment, output)) {
      if (once) {
        try (Watch watch = Watch.openOnce(settings, environment.clock(), journal)) {
          interruption.whenWanted(watch::breakOff);
          watch.runOnce();
          return summary.print(watch.figures());
        }
      }
      try (Watch watch = Watch.open(settings, environment.clock(), journal)) {
        boolean published = run(watch, interruption, journal);
        if (!published) {
          journal.problem(
              "not_published",
              "ended before all that was read was published; the next run publishes it",
              Map.of());
        }
        int code = summary.print(watch.figures());
        return interruption.isWanted() || published ? code : ExitCode.FAILED;
      }
    }
  }

  @SuppressWarnings("try") // the server answers meanwhile
  private boolean run(Watch watch, Interruption interruption, Journal journal)
      throws IOException, InterruptedException {
    Condition condition = new Condition(watch.figures(), pollInterval, environment.clock());
    try (Closeable server =
        operation.openServer(watch.figures(), condition, journal, environment.clock())) {
      interruption.whenWanted(
          () -> {
            condition.ending();
            watch.stop();
          });
      return watch.run(() -> report(watch, condition));
    }
  }

  private static void report(Watch watch, Condition condition) {
    watch.caughtUp().forEach(condition::caughtUp);
    watch.dead().forEach(sink -> condition.hasDied("the thread of " + sink + " has stopped"));
  }

  private Watch.Settings settings() {
    ConversionOptions options = series.options();
    if (options.zeros() == Zeros.DROP) {
      throw wrong(
          "--no-zero is for archives that are finished: what is always zero is not known before");
    }
    if (archives.paths().contains(StandardInput.PATH)) {
      throw wrong("- is for stream, export and push: a watch follows files and directories");
    }
    FirstContact firstContact = once ? FirstContact.REQUIRED : FirstContact.AWAITED;
    Optional<RemoteWriteSettings> receiver = remoteWrite.settings(firstContact);
    if (receiver.isEmpty() && state.isPresent()) {
      throw wrong(
          "--state is for --remote-write: what a directory of blocks holds, it says itself");
    }
    if (once && operation.isListening()) {
      throw wrong("--listen is for a watch that goes on, not for --once");
    }
    long rangeMillis = policy.policy().rangeMillis();
    if (PROMETHEUS_RANGE.toMillis() % rangeMillis != 0) {
      throw wrong(
          "--block-range: a watch's blocks must not cross the borders of Prometheus' own, of 2h:"
              + " give 2h, 1h, 30m or another part of it");
    }
    Optional<Watch.BlockTarget> blocks =
        receiver.isEmpty() || isGiven("--output")
            ? Optional.of(
                new Watch.BlockTarget(
                    policy.directory(),
                    exactness.applyTo(policy.policy()),
                    Ulid.generator(environment.clock(), environment.random()),
                    flushInterval))
            : Optional.empty();
    return new Watch.Settings(
        archives.paths(),
        archives.filter(),
        members.options(options.naming()),
        options,
        blocks,
        receiver.map(to -> target(to, blocks)),
        pollInterval,
        jobs.jobs());
  }

  private Watch.ReceiverTarget target(
      RemoteWriteSettings receiver, Optional<Watch.BlockTarget> blocks) {
    Path directory =
        state
            .or(() -> blocks.map(Watch.BlockTarget::data))
            .orElseGet(() -> stateDirectory(receiver));
    return new Watch.ReceiverTarget(
        receiver, directory, exactness.toleranceMillis(), exactness.thinMillis());
  }

  private Path stateDirectory(RemoteWriteSettings receiver) {
    return StateDirectory.of(receiver.url(), receiver.headers())
        .orElseThrow(
            () -> wrong("--state DIR is missing: this user has no home directory to remember in"));
  }

  private boolean isGiven(String option) {
    return spec.commandLine().getParseResult().hasMatchedOption(option);
  }

  private Duration atLeast(Duration least, String option, Duration given) {
    if (given.compareTo(least) < 0) {
      throw wrong("%s: at least %dms is possible".formatted(option, least.toMillis()));
    }
    return given;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
