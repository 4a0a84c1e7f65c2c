package io.github.gfstoprometheus.benchmarks.comparison;

import io.github.gfstoprometheus.benchmarks.Scratch;
import io.github.gfstoprometheus.benchmarks.process.Launcher;
import io.github.gfstoprometheus.benchmarks.process.MarkdownTable;
import io.github.gfstoprometheus.testkit.geode.ArchiveGenerator;
import io.github.gfstoprometheus.testkit.geode.ArchiveShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program behind {@code benchmarks/compare}: all contestants on all archives, one table. */
public final class Comparison {
  private final MarkdownTable table = Contest.table();
  private final List<String> remarks = new ArrayList<>();
  private boolean failed;

  private Comparison() {}

  /** See {@code benchmarks/README.md} for the arguments; exits with 1 if a comparison failed. */
  public static void main(String[] arguments) throws IOException {
    ComparisonArguments parsed = ComparisonArguments.parse(arguments);
    Launcher.prepare();
    Comparison comparison = new Comparison();
    try (Scratch scratch = Scratch.create()) {
      for (Path archive : archives(parsed, scratch)) {
        comparison.compareOn(archive, parsed.runs(), scratch);
      }
    }
    comparison.table.print(System.out);
    comparison.remarks.forEach(System.out::println);
    System.exit(comparison.failed ? 1 : 0);
  }

  /** What fails on one archive is told in the table, and the others have their turn. */
  private void compareOn(Path archive, int runs, Scratch scratch) {
    System.err.println("comparing on " + archive.getFileName());
    try {
      Contest contest = new Contest(archive, scratch);
      contest.run(runs);
      contest.addTo(table);
      contest.remark().ifPresent(remarks::add);
    } catch (IOException e) {
      failed = true;
      System.err.println(e.getMessage());
      table.row("**" + archive.getFileName() + "**: failed");
      remarks.add(
          archive.getFileName() + " failed: " + e.getMessage().lines().findFirst().orElse(""));
    }
  }

  private static List<Path> archives(ComparisonArguments parsed, Scratch scratch)
      throws IOException {
    List<Path> archives = new ArrayList<>(parsed.archives());
    if (parsed.generatedBytes().isPresent()) {
      Path generated = scratch.path("generated.gfs");
      ArchiveGenerator.generate(
          generated, ArchiveShape.typical().withSizeBytes(parsed.generatedBytes().getAsLong()));
      archives.add(generated);
    }
    return archives;
  }
}
