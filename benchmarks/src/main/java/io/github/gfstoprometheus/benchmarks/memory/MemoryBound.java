package io.github.gfstoprometheus.benchmarks.memory;

import static io.github.gfstoprometheus.benchmarks.process.MarkdownTable.count;
import static io.github.gfstoprometheus.benchmarks.process.MarkdownTable.number;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.gfstoprometheus.benchmarks.ByteSize;
import io.github.gfstoprometheus.benchmarks.Scratch;
import io.github.gfstoprometheus.benchmarks.process.Cost;
import io.github.gfstoprometheus.benchmarks.process.Launcher;
import io.github.gfstoprometheus.benchmarks.process.MarkdownTable;
import io.github.gfstoprometheus.benchmarks.process.MeasuredProcess;
import io.github.gfstoprometheus.testkit.geode.ArchiveGenerator;
import io.github.gfstoprometheus.testkit.geode.ArchiveGenerator.Generated;
import io.github.gfstoprometheus.testkit.geode.ArchiveShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The program behind {@code benchmarks/memory}: archives of the sizes given, converted in 64 MB.
 */
public final class MemoryBound {
  private static final String JVM_OPTIONS = "-Xmx64m";
  private static final int MB = 1_000_000;

  private final Scratch scratch;
  private final MarkdownTable table =
      new MarkdownTable(
          "archive",
          "peak MB",
          "wall s",
          "samples",
          "samples/s",
          "blocks",
          "bytes out",
          "b/sample");
  private boolean failed;

  private MemoryBound(Scratch scratch) {
    this.scratch = scratch;
  }

  /** Takes the sizes; exits with 1 if a conversion failed. */
  public static void main(String[] sizes) throws IOException {
    for (String size : sizes) {
      ByteSize.parse(size); // a wrong one is told before the work begins
    }
    Launcher.prepare();
    boolean failed;
    try (Scratch scratch = Scratch.create()) {
      MemoryBound bound = new MemoryBound(scratch);
      for (String size : sizes) {
        bound.convert(size);
      }
      bound.table.print(System.out);
      failed = bound.failed;
    }
    System.exit(failed ? 1 : 0);
  }

  private void convert(String size) throws IOException {
    System.err.println("generating " + size);
    Path archive = scratch.path(size + ".gfs");
    Generated generated =
        ArchiveGenerator.generate(
            archive, ArchiveShape.typical().withSizeBytes(ByteSize.parse(size)));
    System.err.println("converting " + count(generated.samples()) + " samples");
    try {
      addRow(size, generated, runConvert(archive));
    } catch (IOException e) {
      failed = true;
      table.row(size + ": " + e.getMessage().lines().findFirst().orElse("failed"));
      System.err.println(e.getMessage());
    } finally {
      Files.delete(archive);
    }
  }

  private MeasuredProcess runConvert(Path archive) throws IOException {
    Path data = scratch.path("data");
    String[] arguments = {"convert", archive.toString(), "--output", data.toString(), "--json"};
    MeasuredProcess ran;
    try (PublishedBlocks removed = PublishedBlocks.removeFrom(data)) {
      ran = MeasuredProcess.run(Launcher.command(JVM_OPTIONS, List.of(arguments)), scratch);
      removed.demandSuccess();
    }
    Scratch.delete(data);
    return ran.demand(0);
  }

  private void addRow(String size, Generated generated, MeasuredProcess ran) throws IOException {
    Map<String, Object> figures = JSON.std.mapFrom(ran.output());
    long written = figure(figures, "samples");
    // All series live to the end, and are marked stale once after it.
    long expected = generated.samples() + generated.series();
    if (written != expected) {
      throw new IOException("%d samples written, expected %d".formatted(written, expected));
    }
    Cost cost = ran.cost();
    long bytes = figure(figures, "bytesOut");
    table.row(
        size,
        count(cost.peakBytes() / MB),
        number("%.1f", cost.wallSeconds()),
        count(written),
        number("%,.0f", written / cost.wallSeconds()),
        count(figure(figures, "blocks")),
        count(bytes),
        number("%.3f", (double) bytes / written));
  }

  private static long figure(Map<String, Object> figures, String name) {
    return ((Number) figures.get(name)).longValue();
  }
}
