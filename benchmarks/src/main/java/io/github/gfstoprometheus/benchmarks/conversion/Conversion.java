package io.github.gfstoprometheus.benchmarks.conversion;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.gfstoprometheus.benchmarks.process.Cost;
import io.github.gfstoprometheus.benchmarks.process.MeasuredProcess;
import io.github.gfstoprometheus.testkit.geode.ArchiveGenerator.Generated;
import java.io.IOException;
import java.util.Map;

/**
 * A conversion that succeeded, and what it says that it did.
 *
 * @param cost what it took
 * @param samples how many samples it wrote, stale markers included
 * @param blocks how many blocks
 * @param bytesOut how large all their files are
 */
public record Conversion(Cost cost, long samples, long blocks, long bytesOut) {

  /** Reads what a run with {@code --json} says. */
  static Conversion of(MeasuredProcess ran) throws IOException {
    Map<String, Object> figures = JSON.std.mapFrom(ran.output());
    return new Conversion(
        ran.cost(),
        figure(figures, "samples"),
        figure(figures, "blocks"),
        figure(figures, "bytesOut"));
  }

  /** How many samples of a generated archive it wrote: all series are marked stale at the end. */
  public long samplesOf(Generated archive) {
    return samples - archive.series();
  }

  private static long figure(Map<String, Object> figures, String name) throws IOException {
    if (figures.get(name) instanceof Number number) {
      return number.longValue();
    }
    throw new IOException("convert --json does not say how many " + name);
  }
}
