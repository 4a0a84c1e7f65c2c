package io.github.gfstoprometheus.benchmarks.conversion;

import io.github.gfstoprometheus.benchmarks.Scratch;
import io.github.gfstoprometheus.benchmarks.process.Launcher;
import io.github.gfstoprometheus.benchmarks.process.MeasuredProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The command {@code convert} of the launcher, as a user calls it.
 *
 * @param jvmOptions for its JVM, on top of the launcher's
 * @param options for the command
 */
public record Converter(String jvmOptions, List<String> options) {
  /** Done, and done though some input was malformed or lost. */
  private static final Integer[] CONVERTED = {0, 3};

  private static final String THIN = "--thin";

  /** Copies the options. */
  public Converter {
    options = List.copyOf(options);
  }

  /** One whose options stand in one text, separated by spaces. */
  public static Converter withOptions(String options) {
    return new Converter(
        "", Arrays.stream(options.split(" ", -1)).filter(option -> !option.isEmpty()).toList());
  }

  /** Converts into a directory that is not there yet. */
  public Conversion convert(Path archive, Path data, Scratch scratch) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("convert", archive.toString(), "--output", data.toString(), "--json"));
    arguments.addAll(options);
    return Conversion.of(
        MeasuredProcess.run(Launcher.command(jvmOptions, arguments), scratch).demand(CONVERTED));
  }

  /** Converts, and removes each block when it is published: the disk need not hold them all. */
  public Conversion convertAndRemove(Path archive, Scratch scratch) throws IOException {
    Path data = scratch.path("data");
    Conversion conversion;
    try (Removal removal = Removal.ofBlocks(data)) {
      conversion = convert(archive, data, scratch);
      removal.demandSuccess();
    }
    Scratch.delete(data);
    return conversion;
  }

  /**
   * Demands that as many samples were written as there are; fewer will do if that was asked for.
   *
   * @throws IOException if it is another number
   */
  public void demandSamples(long expected, long written) throws IOException {
    boolean thins = options.stream().anyMatch(option -> option.startsWith(THIN));
    if (thins ? written > expected : written != expected) {
      throw new IOException(
          "the archive holds %,d samples, the blocks %,d".formatted(expected, written));
    }
  }
}
