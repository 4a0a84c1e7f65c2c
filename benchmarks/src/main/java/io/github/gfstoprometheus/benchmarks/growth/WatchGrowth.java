package io.github.gfstoprometheus.benchmarks.growth;

import static io.github.gfstoprometheus.benchmarks.process.MarkdownTable.count;
import static io.github.gfstoprometheus.benchmarks.process.MarkdownTable.number;

import io.github.gfstoprometheus.benchmarks.BenchmarkCommand;
import io.github.gfstoprometheus.benchmarks.Scratch;
import io.github.gfstoprometheus.benchmarks.process.LastingProcess;
import io.github.gfstoprometheus.benchmarks.process.Launcher;
import io.github.gfstoprometheus.benchmarks.process.MarkdownTable;
import io.github.gfstoprometheus.testkit.geode.ArchiveListener;
import io.github.gfstoprometheus.testkit.geode.ArchiveShape;
import io.github.gfstoprometheus.testkit.geode.ClusterShape;
import io.github.gfstoprometheus.testkit.geode.Jitter;
import io.github.gfstoprometheus.testkit.geode.MemberHabits;
import io.github.gfstoprometheus.testkit.geode.SimulatedCluster;
import io.github.gfstoprometheus.testkit.geode.SimulatedMember;
import io.github.gfstoprometheus.testkit.geode.Tearing;
import io.github.gfstoprometheus.testkit.prometheus.PrometheusServer;
import io.github.gfstoprometheus.tsdb.block.BlockReader;
import io.github.gfstoprometheus.tsdb.block.BlockSeries;
import io.github.gfstoprometheus.tsdb.block.SampleCursor;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.StaleMarker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program behind {@code benchmarks/growth}: a day of a cluster in 24 minutes. */
@Command(
    name = "benchmarks/growth",
    description =
        "Watches members that roll, restart and delete archives, in simulated time, and looks at the"
            + " watch's heap after a collection and at its open files; fails if they grow, or a"
            + " sample is missing.",
    mixinStandardHelpOptions = true)
public final class WatchGrowth implements Callable<Integer> {
  private static final int MB = 1_000_000;

  /** Rows beside which the table would not be read. */
  private static final int MOST_ROWS = 25;

  /** What is left out at the beginning: classes are loaded, and buffers find their size. */
  private static final double WARM_UP_SHARE = 0.25;

  /**
   * A look finds what was read since the last publication, too. The least of those of a minute, the
   * watch's flush interval, is what stays.
   */
  private static final int LOOKS_TO_A_LOW = 6;

  private static final double MOST_HEAP_RISE = 0.1;
  private static final double MOST_FILES_RISE = 0.1;

  /** Where samples go. */
  enum Sink {
    BLOCKS,
    PROMETHEUS
  }

  @Option(
      names = "--hours",
      paramLabel = "N",
      defaultValue = "24",
      description = "How many hours are simulated (default: ${DEFAULT-VALUE})")
  private double hours;

  @Option(
      names = "--speed",
      paramLabel = "N",
      defaultValue = "60",
      description = "How many times faster than the clock (default: ${DEFAULT-VALUE})")
  private double speed;

  @Option(
      names = "--members",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many members sample (default: ${DEFAULT-VALUE})")
  private int members;

  @Option(
      names = "--series",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many series each has (default: ${DEFAULT-VALUE})")
  private int series;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "How often the watch is looked at (default: ${DEFAULT-VALUE})")
  private int everySeconds;

  @Option(
      names = "--into",
      paramLabel = "SINK",
      defaultValue = "BLOCKS",
      description = "Where samples go: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Sink sink;

  @Option(
      names = "--watch-options",
      paramLabel = "OPTIONS",
      defaultValue = "",
      description = "Options for watch, in one argument (default: none)")
  private String watchOptions;

  private final Trend heap = new Trend(LOOKS_TO_A_LOW);
  private final Trend files = new Trend(1);
  private final List<String[]> rows = new ArrayList<>();

  /** See {@code --help} for the arguments. */
  public static void main(String[] arguments) {
    System.exit(BenchmarkCommand.run(new WatchGrowth(), arguments));
  }

  @Override
  public Integer call() throws IOException {
    Launcher.prepare();
    try (Scratch scratch = Scratch.create()) {
      boolean isComplete =
          sink == Sink.BLOCKS ? watchIntoBlocks(scratch) : watchIntoPrometheus(scratch);
      printTable();
      return isComplete && isFlat() ? 0 : 1;
    }
  }

  private boolean watchIntoBlocks(Scratch scratch) throws IOException {
    Path data = scratch.path("data");
    Map<String, Long> beats = watch(scratch, List.of("--output", data.toString()));
    return isComplete(beats, beatsOf(data));
  }

  private boolean watchIntoPrometheus(Scratch scratch) throws IOException {
    Path data = Files.createDirectories(scratch.path("prometheus"));
    try (PrometheusServer server =
        PrometheusServer.start(data, PrometheusServer.REMOTE_WRITE_RECEIVER)) {
      Path state = Files.createDirectories(scratch.path("state"));
      String url = server.address() + "/api/v1/write";
      Map<String, Long> beats =
          watch(scratch, List.of("--remote-write", url, "--state", state.toString()));
      Map<String, Long> found = new HashMap<>();
      server.query(
          "sum by (exported_instance) (count_over_time(gemfire_beats[30d]))",
          System.currentTimeMillis(),
          (labels, value, timestampMillis) ->
              found.put(labels.replaceAll(".*\"(.*)\".*", "$1"), (long) value));
      return isComplete(beats, found);
    }
  }

  /** Lets the members sample, and returns how often each did. */
  private Map<String, Long> watch(Scratch scratch, List<String> options) throws IOException {
    Path live = Files.createDirectories(scratch.path("live"));
    List<String> arguments = new ArrayList<>(List.of("watch", live.toString()));
    arguments.addAll(options);
    if (!watchOptions.isBlank()) {
      arguments.addAll(List.of(watchOptions.trim().split("\\s+", -1)));
    }
    try (SimulatedCluster cluster = new SimulatedCluster(live, shape(), ArchiveListener.NONE);
        LastingProcess watch = LastingProcess.start(Launcher.command("", arguments), scratch)) {
      cluster.startSampling(speed);
      observe(watch, cluster);
      cluster.stop();
      sleep(Duration.ofSeconds(5));
      watch.stop();
      Map<String, Long> beats = new HashMap<>();
      for (SimulatedMember member : cluster.members()) {
        beats.put(member.name(), member.beats());
      }
      return beats;
    }
  }

  /** All in the past, ending about when the benchmark begins. */
  private ClusterShape shape() {
    Instant start = Instant.now().minusSeconds((long) (hours * 3600));
    ArchiveShape member =
        ArchiveShape.typical()
            .withSeries(series)
            .withClock(start, Duration.ofSeconds(1), Jitter.LINUX);
    return ClusterShape.of(members, member)
        .withTearing(Tearing.SPLIT)
        .withHabits(MemberHabits.steady().rolling(2400, 6).restarting(20_000).visited(300));
  }

  private void observe(LastingProcess watch, SimulatedCluster cluster) throws IOException {
    long startNanos = System.nanoTime();
    double elapsedHours = 0;
    while (elapsedHours < hours) {
      sleep(Duration.ofSeconds(everySeconds));
      if (!cluster.isSampling()) {
        cluster.stop(); // which tells why
      }
      elapsedHours = (System.nanoTime() - startNanos) / 3600e9 * speed;
      long residentBytes = watch.residentBytes();
      long heapBytes = watch.liveHeapBytes();
      long openFiles = watch.openFiles();
      if (elapsedHours > WARM_UP_SHARE * hours) {
        heap.add(elapsedHours, (double) heapBytes);
        files.add(elapsedHours, (double) openFiles);
      }
      rows.add(
          new String[] {
            number("%.2f", elapsedHours),
            number("%.2f", (double) heapBytes / MB),
            number("%.1f", (double) residentBytes / MB),
            count(openFiles)
          });
      System.err.println(String.join("  ", rows.get(rows.size() - 1)));
    }
  }

  private static void sleep(Duration time) throws IOException {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while it was looked at", e);
    }
  }

  private void printTable() {
    MarkdownTable table = new MarkdownTable("hours", "heap MB", "RSS MB", "open files");
    int step = Math.max(1, rows.size() / MOST_ROWS);
    for (int i = step - 1; i < rows.size(); i += step) {
      table.row(rows.get(i));
    }
    table.row(
        "- median after the first quarter (of heap: of the lows)",
        number("%.2f", heap.median() / MB),
        "",
        number("%.0f", files.median()));
    table.row(
        "- per hour", number("%+.4f", heap.perHour() / MB), "", number("%+.3f", files.perHour()));
    table.print(System.out);
  }

  private boolean isFlat() {
    boolean isFlat = heap.rise() < MOST_HEAP_RISE && files.rise() < MOST_FILES_RISE;
    System.out.printf(
        "after the first quarter the lows of the heap rise by %.1f %%, open files by %.1f %%: %s%n",
        100 * heap.rise(), 100 * files.rise(), isFlat ? "flat" : "they grow");
    return isFlat;
  }

  /** Each sample counts up a statistic of its member. */
  private static boolean isComplete(Map<String, Long> written, Map<String, Long> found) {
    written.forEach(
        (member, beats) -> {
          if (!beats.equals(found.get(member))) {
            System.out.printf("%s: %s of %d samples%n", member, found.get(member), beats);
          }
        });
    return written.equals(found);
  }

  private static Map<String, Long> beatsOf(Path data) throws IOException {
    Map<String, Long> beats = new HashMap<>();
    for (BlockReader block : BlockReader.openAll(data)) {
      for (BlockSeries one : block.series()) {
        Map<String, String> labels = one.labels().toMap();
        if (labels.get(LabelSet.METRIC_NAME).equals("gemfire_beats")) {
          beats.merge(labels.get("exported_instance"), samples(one), Long::sum);
        }
      }
    }
    return beats;
  }

  private static long samples(BlockSeries series) throws IOException {
    long samples = 0;
    SampleCursor cursor = series.samples();
    while (cursor.next()) {
      samples += cursor.valueBits() == StaleMarker.BITS ? 0 : 1;
    }
    return samples;
  }
}
