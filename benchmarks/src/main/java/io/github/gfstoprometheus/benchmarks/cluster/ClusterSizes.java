package io.github.gfstoprometheus.benchmarks.cluster;

import static io.github.gfstoprometheus.benchmarks.process.MarkdownTable.count;
import static io.github.gfstoprometheus.benchmarks.process.MarkdownTable.number;

import io.github.gfstoprometheus.benchmarks.BenchmarkCommand;
import io.github.gfstoprometheus.benchmarks.Scratch;
import io.github.gfstoprometheus.benchmarks.conversion.Conversion;
import io.github.gfstoprometheus.benchmarks.conversion.Converter;
import io.github.gfstoprometheus.benchmarks.process.Launcher;
import io.github.gfstoprometheus.benchmarks.process.MarkdownTable;
import io.github.gfstoprometheus.testkit.geode.ArchiveShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program behind {@code benchmarks/cluster}: so many members at once, in one run each. */
@Command(
    name = "benchmarks/cluster",
    description =
        "Converts clusters of several sizes, each with one command; fails if a sample is missing"
            + " or blocks overlap.",
    mixinStandardHelpOptions = true)
public final class ClusterSizes implements Callable<Integer> {
  private static final int MB = 1_000_000;

  @Spec private CommandSpec spec;

  private final SortedSet<Integer> sizes = new TreeSet<>();

  private ArchiveShape shape = ArchiveShape.typical();

  @Option(
      names = "--convert-options",
      paramLabel = "OPTIONS",
      defaultValue = "",
      description = "Options for convert, in one argument (default: none)")
  private String convertOptions;

  private final MarkdownTable table =
      new MarkdownTable(
          "members",
          "bytes in",
          "samples",
          "wall s",
          "s/member",
          "samples/s",
          "peak MB",
          "blocks",
          "overlap");
  private boolean failed;

  @Option(
      names = "--members",
      paramLabel = "N,…",
      split = ",",
      defaultValue = "1,5,20",
      description = "How many members the clusters have (default: ${DEFAULT-VALUE})")
  void setSizes(List<Integer> counts) {
    for (int count : counts) {
      sizes.add(atLeastOne("--members", count));
    }
  }

  @Option(
      names = "--ticks",
      paramLabel = "N",
      defaultValue = "86400",
      description =
          "How many samples each archive holds, a second apart (default: ${DEFAULT-VALUE}, a day)")
  void setTicks(int ticks) {
    shape = shape.withTicks(atLeastOne("--ticks", ticks));
  }

  @Option(
      names = "--series",
      paramLabel = "N",
      defaultValue = "5000",
      description = "How many series each member has (default: ${DEFAULT-VALUE})")
  void setSeries(int series) {
    shape = shape.withSeries(atLeastOne("--series", series));
  }

  /** See {@code --help} for the arguments. */
  public static void main(String[] arguments) {
    System.exit(BenchmarkCommand.run(new ClusterSizes(), arguments));
  }

  @Override
  public Integer call() throws IOException {
    Launcher.prepare();
    try (Scratch scratch = Scratch.create()) {
      GeneratedCluster cluster = new GeneratedCluster(shape, scratch);
      for (int size : sizes) {
        cluster.growTo(size);
        convert(cluster, scratch);
      }
    }
    table.print(System.out);
    return failed ? 1 : 0;
  }

  private int atLeastOne(String option, int count) {
    if (count < 1) {
      throw new ParameterException(
          spec.commandLine(), option + " " + count + ": at least 1 is possible");
    }
    return count;
  }

  private void convert(GeneratedCluster cluster, Scratch scratch) throws IOException {
    System.err.println("converting " + count(cluster.samples()) + " samples");
    Path data = scratch.path("data");
    try {
      Converter converter = Converter.withOptions(convertOptions);
      Conversion conversion = converter.convert(cluster.directory(), data, scratch);
      converter.demandSamples(cluster.samples(), conversion.samples() - cluster.series());
      addRow(cluster, conversion, BlockOverlaps.count(data));
    } catch (IOException e) {
      failed = true;
      String reason = e.getMessage().lines().findFirst().orElse("failed");
      table.row(count(cluster.memberCount()) + ": " + reason);
      System.err.println(e.getMessage());
    }
    Scratch.delete(data);
  }

  private void addRow(GeneratedCluster cluster, Conversion conversion, long overlapping) {
    failed |= overlapping > 0;
    double wallSeconds = conversion.cost().wallSeconds();
    table.row(
        count(cluster.memberCount()),
        count(cluster.bytes()),
        count(cluster.samples()),
        number("%.1f", wallSeconds),
        number("%.2f", wallSeconds / cluster.memberCount()),
        number("%,.0f", cluster.samples() / wallSeconds),
        count(conversion.cost().peakBytes() / MB),
        count(conversion.blocks()),
        count(overlapping));
  }
}
