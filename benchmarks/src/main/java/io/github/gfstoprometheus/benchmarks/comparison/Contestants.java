package io.github.gfstoprometheus.benchmarks.comparison;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.gfstoprometheus.benchmarks.Scratch;
import io.github.gfstoprometheus.benchmarks.process.Launcher;
import io.github.gfstoprometheus.benchmarks.process.MeasuredProcess;
import io.github.gfstoprometheus.testkit.TodaysWay;
import io.github.gfstoprometheus.testkit.process.ChildProcess;
import io.github.gfstoprometheus.testkit.process.Executable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The programs that are compared on one archive. */
final class Contestants {
  /** Done, and done though some input was malformed or lost. */
  private static final Integer[] CONVERTED = {0, 3};

  /** The collector of the launcher, for all: it starts fastest and takes the least memory. */
  private static final List<String> JVM_OPTIONS = List.of("-XX:+UseSerialGC");

  private static final Pattern PROMTOOL_SECONDS =
      Pattern.compile("promtool +([0-9.]+) s +(\\d+) bytes");

  private final Path archive;
  private final long samples;
  private final Scratch scratch;

  /**
   * Programs for an archive.
   *
   * @param samples how many it holds
   */
  Contestants(Path archive, long samples, Scratch scratch) {
    this.archive = archive;
    this.samples = samples;
    this.scratch = scratch;
  }

  /** This project, by its launcher; every sample of the blocks is counted afterwards. */
  Result convert() throws IOException {
    Path data = scratch.path("data");
    List<String> arguments =
        List.of("convert", archive.toString(), "--output", data.toString(), "--json");
    MeasuredProcess ran =
        MeasuredProcess.run(Launcher.command("", arguments), scratch).demand(CONVERTED);
    Number bytes = (Number) JSON.std.mapFrom(ran.output()).get("bytesOut");
    long written = SampleCount.ofBlocks(data);
    Scratch.delete(data);
    if (written != samples) {
      throw new IOException(
          "%s holds %d samples, the blocks %d".formatted(archive, samples, written));
    }
    return new Result(ran.cost(), written, bytes.longValue());
  }

  /**
   * Today's way, and what of it promtool took.
   *
   * @param promtoolSeconds how long promtool took
   * @param promtoolPeakBytes how much memory
   */
  record Today(Result whole, double promtoolSeconds, long promtoolPeakBytes) {}

  /** Geode's reader, a text, promtool. */
  Today today() throws IOException {
    Path data = scratch.path("today");
    Path figures = scratch.path("promtool-figures");
    List<String> options =
        Stream.concat(JVM_OPTIONS.stream(), Stream.of("-Dpromtool=" + timedPromtool(figures)))
            .toList();
    List<String> arguments = List.of(archive.toString(), data.toString());
    MeasuredProcess ran =
        MeasuredProcess.run(ChildProcess.java(options, TodaysWay.class, arguments), scratch)
            .demand(0);
    long written = Files.exists(data) ? SampleCount.ofBlocks(data) : 0;
    Scratch.delete(data);
    Matcher promtool = PROMTOOL_SECONDS.matcher(ran.output());
    if (!promtool.find()) {
      throw new IOException("today's way does not say what promtool did: " + ran.output());
    }
    return new Today(
        new Result(ran.cost(), written, Long.parseLong(promtool.group(2))),
        Double.parseDouble(promtool.group(1)),
        MeasuredProcess.peakBytes(figures));
  }

  /** The floor: the archive read and as many bytes written, without a thought. */
  Result copy(long outputBytes) throws IOException {
    Path copy = scratch.path("copy");
    Result result =
        java(
            PlainCopy.class,
            List.of(archive.toString(), copy.toString(), Long.toString(outputBytes)),
            outputBytes);
    Files.delete(copy);
    return result;
  }

  /** This project's reader alone. */
  Result readOurs() throws IOException {
    return java(ReadOurs.class, List.of(archive.toString()), 0);
  }

  /** Geode's reader alone. */
  Result readGeode() throws IOException {
    return java(ReadGeode.class, List.of(archive.toString()), 0);
  }

  private Result java(Class<?> main, List<String> arguments, long outputBytes) throws IOException {
    MeasuredProcess ran =
        MeasuredProcess.run(ChildProcess.java(JVM_OPTIONS, main, arguments), scratch).demand(0);
    return new Result(ran.cost(), samples, outputBytes);
  }

  /** A promtool that leaves its figures in a file. */
  private Path timedPromtool(Path figures) throws IOException {
    Path script = scratch.path("promtool");
    String command =
        Stream.concat(
                MeasuredProcess.timed(figures).stream(), Stream.of(Executable.locate("promtool")))
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    Files.writeString(script, "#!/bin/sh\nexec " + command + " \"$@\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script;
  }
}
