package io.github.gfstoprometheus.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.cli.CommandRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the command line as a user would. */
final class Conversion {
  private Conversion() {}

  /** Converts, and checks that as many samples are told to be lost as are expected to be. */
  static void convert(List<Path> archives, Path data, ExpectedSamples expected) {
    List<String> arguments =
        new ArrayList<>(List.of("convert", "--quiet", "--output", data.toString()));
    archives.forEach(archive -> arguments.add(archive.toString()));
    CommandRun run = CommandRun.of(arguments.toArray());
    if (expected.lostTicks() == 0) {
      assertThat(run.errors()).isEmpty();
      assertThat(run.exitCode()).isZero();
    } else {
      assertThat(run.errors())
          .contains("samples lost")
          .endsWith("not later than that of the one before: " + expected.lostTicks() + "\n");
      assertThat(run.exitCode()).isEqualTo(3);
    }
  }
}
