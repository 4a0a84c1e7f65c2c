package io.github.gfstoprometheus.benchmarks.layout;

import static io.github.gfstoprometheus.benchmarks.process.MarkdownTable.count;
import static io.github.gfstoprometheus.benchmarks.process.MarkdownTable.number;

import io.github.gfstoprometheus.benchmarks.GeneratedArchive;
import io.github.gfstoprometheus.benchmarks.Scratch;
import io.github.gfstoprometheus.benchmarks.conversion.Conversion;
import io.github.gfstoprometheus.benchmarks.conversion.Converter;
import io.github.gfstoprometheus.benchmarks.process.MarkdownTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What an option set of {@code convert} makes of an archive, and how fast that is asked. */
final class Layout {
  private static final double MB = 1e6;
  private static final double PERCENT = 100;

  private final String options;
  private final Converter converter;
  private final GeneratedArchive archive;
  private final Latencies latencies;
  private final List<Run> runs = new ArrayList<>();
  private Optional<String> failure = Optional.empty();

  private record Run(Conversion conversion, BlockSizes sizes) {
    double wallSeconds() {
      return conversion.cost().wallSeconds();
    }
  }

  Layout(String options, GeneratedArchive archive, Latencies latencies) {
    this.options = options;
    this.converter = Converter.withOptions(options);
    this.archive = archive;
    this.latencies = latencies;
  }

  /** Converts, measures and asks once; what has failed does not run again. */
  void run(Scratch scratch) throws IOException {
    if (failure.isPresent()) {
      return;
    }
    Path data = scratch.path("data");
    try {
      Conversion conversion = converter.convert(archive.file(), data, scratch);
      converter.demandSamples(archive.figures().samples(), conversion.samplesOf(archive.figures()));
      runs.add(new Run(conversion, BlockSizes.of(data)));
      latencies.measure(data);
    } catch (IOException | IllegalStateException e) {
      failure = Optional.of(e.getMessage().lines().findFirst().orElse("failed"));
      System.err.println(e.getMessage());
    } finally {
      if (Files.exists(data)) {
        Scratch.delete(data);
      }
    }
  }

  /** What should be known beside the table. */
  List<String> notes() {
    return failure.map(List::of).orElseGet(latencies::surprises).stream()
        .map(note -> name() + ": " + note)
        .toList();
  }

  boolean hasFailed() {
    return failure.isPresent();
  }

  void addTo(MarkdownTable table, List<Question> questions) {
    if (failure.isPresent()) {
      table.row(name() + ": failed");
      return;
    }
    Run median =
        runs.stream()
            .sorted(Comparator.comparingDouble(Run::wallSeconds))
            .toList()
            .get(runs.size() / 2);
    BlockSizes sizes = median.sizes();
    List<String> cells = new ArrayList<>();
    cells.add(name());
    cells.add(count(sizes.blocks()));
    cells.add(number("%,.1f", sizes.totalBytes() / MB));
    cells.add(number("%,.1f", sizes.indexBytes() / MB));
    cells.add(number("%.0f %%", sizes.indexShare() * PERCENT));
    cells.add(number("%,.1f", sizes.chunkBytes() / MB));
    cells.add(number("%.4f", (double) sizes.totalBytes() / archive.figures().samples()));
    cells.add(number("%.2f", median.wallSeconds()));
    cells.add(number("%.2f", median.conversion().cost().cpuSeconds()));
    cells.add(number("%,.0f", median.conversion().cost().peakBytes() / MB));
    questions.forEach(question -> cells.add(latencies.cell(question)));
    table.row(cells.toArray(new String[0]));
  }

  private String name() {
    return options.isBlank() ? "(defaults)" : options.strip();
  }
}
