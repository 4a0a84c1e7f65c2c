package io.github.gfstoprometheus.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.cli.CommandRun;
import io.github.gfstoprometheus.fixtures.Corpus;
import io.github.gfstoprometheus.fixtures.OddArchives;
import io.github.gfstoprometheus.fixtures.SeriesSamples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What exports are compared with: the blocks that the same archives are converted to with the same
 * options.
 */
public final class ExportedArchives {
  private ExportedArchives() {}

  /** Everything that there is to export. */
  public static List<Path> all(Path directory) {
    List<Path> archives = new ArrayList<>(Corpus.archives());
    archives.add(OddArchives.write(directory.resolve("odd")));
    return archives;
  }

  /** The samples of blocks. */
  public static SeriesSamples converted(Path archives, Path data, String options)
      throws IOException {
    run("convert", archives, data, options);
    return SeriesSamples.ofBlocks(data);
  }

  /** Runs a command, which must come to an end: archives may be damaged. */
  public static CommandRun run(String command, Path archives, Path output, String options) {
    List<Object> arguments = new ArrayList<>(List.of(command, archives, "-q", "-o", output));
    if (!options.isEmpty()) {
      arguments.addAll(List.of(options.split(" ")));
    }
    CommandRun run = CommandRun.of(arguments.toArray());
    assertThat(run.exitCode()).as("%s %s: %s", archives, options, run.errors()).isIn(0, 3);
    return run;
  }
}
