package io.github.gfstoprometheus.benchmarks.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.geode.internal.statistics.StatArchiveReader;
import org.apache.geode.internal.statistics.StatArchiveReader.ResourceInst;
import org.apache.geode.internal.statistics.StatArchiveReader.StatValue;

/**
 * A program that reads an archive with Geode's {@code StatArchiveReader} and writes a line of CSV
 * for each sample: time in milliseconds, type, instance, statistic, value. The peer to beat.
 */
final class GeodeCsv {
  private static final int BUFFER_CHARACTERS = 1 << 18;
  private static final double EXACT_LONGS = 1L << 53;

  private GeodeCsv() {}

  /** Takes the archive and where the text goes; prints how many samples there were. */
  public static void main(String[] arguments) throws IOException {
    System.out.println(write(Path.of(arguments[0]), Path.of(arguments[1])));
  }

  private static long write(Path archive, Path csv) throws IOException {
    try (StatArchiveReader reader =
            new StatArchiveReader(new File[] {archive.toFile()}, null, false);
        Writer out =
            new BufferedWriter(
                new OutputStreamWriter(Files.newOutputStream(csv), UTF_8), BUFFER_CHARACTERS)) {
      out.write("timestamp,type,instance,statistic,value\n");
      long samples = 0;
      List<?> instances = reader.getResourceInstList();
      for (Object each : instances) {
        if (each instanceof ResourceInst instance) {
          samples += write(instance, out);
        }
      }
      return samples;
    }
  }

  private static long write(ResourceInst instance, Writer out) throws IOException {
    long samples = 0;
    String name = "," + instance.getType().getName() + "," + quoted(instance.getName()) + ",";
    long[] millis = null;
    for (StatValue statistic : instance.getStatValues()) {
      if (millis == null) {
        millis = statistic.getRawAbsoluteTimeStamps();
      }
      statistic.setFilter(StatValue.FILTER_NONE);
      double[] values = statistic.getSnapshots();
      String column = name + statistic.getDescriptor().getName() + ",";
      for (int i = 0; i < values.length; i++) {
        out.write(Long.toString(millis[i]));
        out.write(column);
        out.write(text(values[i]));
        out.write('\n');
      }
      samples += values.length;
    }
    return samples;
  }

  private static String quoted(String name) {
    return name.indexOf(',') < 0 && name.indexOf('"') < 0
        ? name
        : '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < EXACT_LONGS
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
