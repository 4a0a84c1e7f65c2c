package io.github.gfstoprometheus.benchmarks.memory;

import static io.github.gfstoprometheus.benchmarks.process.MarkdownTable.count;
import static io.github.gfstoprometheus.benchmarks.process.MarkdownTable.number;

import io.github.gfstoprometheus.benchmarks.BenchmarkCommand;
import io.github.gfstoprometheus.benchmarks.ByteSize;
import io.github.gfstoprometheus.benchmarks.GeneratedArchive;
import io.github.gfstoprometheus.benchmarks.Scratch;
import io.github.gfstoprometheus.benchmarks.conversion.Conversion;
import io.github.gfstoprometheus.benchmarks.conversion.Converter;
import io.github.gfstoprometheus.benchmarks.process.Launcher;
import io.github.gfstoprometheus.benchmarks.process.MarkdownTable;
import io.github.gfstoprometheus.testkit.geode.ArchiveShape;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The program behind {@code benchmarks/memory}: archives of the sizes given, in 64 MB. */
@Command(
    name = "benchmarks/memory",
    description = "Converts large archives with a heap of 64 MB; fails if a sample is missing.",
    mixinStandardHelpOptions = true)
public final class MemoryBound implements Callable<Integer> {
  private static final Converter CONVERTER = new Converter("-Xmx64m", List.of());
  private static final int MB = 1_000_000;

  @Parameters(
      paramLabel = "SIZE",
      defaultValue = "5MB 500MB",
      split = " ",
      description =
          "Sizes of archives to generate, such as 20MB or 2GB (default: ${DEFAULT-VALUE})")
  private List<ByteSize> sizes;

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

  /** See {@code --help} for the arguments. */
  public static void main(String[] arguments) {
    System.exit(BenchmarkCommand.run(new MemoryBound(), arguments));
  }

  @Override
  public Integer call() throws IOException {
    Launcher.prepare();
    try (Scratch scratch = Scratch.create()) {
      for (ByteSize size : sizes) {
        convert(size, scratch);
      }
    }
    table.print(System.out);
    return failed ? 1 : 0;
  }

  private void convert(ByteSize size, Scratch scratch) throws IOException {
    ArchiveShape shape = ArchiveShape.typical().withSizeBytes(size.bytes());
    try (GeneratedArchive archive = GeneratedArchive.generate(size.text(), shape, scratch)) {
      long samples = archive.figures().samples();
      System.err.println("converting " + count(samples) + " samples");
      Conversion conversion = CONVERTER.convertAndRemove(archive.file(), scratch);
      long written = conversion.samplesOf(archive.figures());
      CONVERTER.demandSamples(samples, written);
      addRow(size, conversion, written);
    } catch (IOException e) {
      failed = true;
      table.row(size.text() + ": " + e.getMessage().lines().findFirst().orElse("failed"));
      System.err.println(e.getMessage());
    }
  }

  private void addRow(ByteSize size, Conversion conversion, long samples) {
    double wallSeconds = conversion.cost().wallSeconds();
    table.row(
        size.text(),
        count(conversion.cost().peakBytes() / MB),
        number("%.1f", wallSeconds),
        count(samples),
        number("%,.0f", samples / wallSeconds),
        count(conversion.blocks()),
        count(conversion.bytesOut()),
        number("%.3f", (double) conversion.bytesOut() / samples));
  }
}
