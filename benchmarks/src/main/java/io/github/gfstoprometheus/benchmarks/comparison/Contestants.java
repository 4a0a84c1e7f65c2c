package io.github.gfstoprometheus.benchmarks.comparison;

import io.github.gfstoprometheus.benchmarks.Scratch;
import io.github.gfstoprometheus.benchmarks.conversion.Conversion;
import io.github.gfstoprometheus.benchmarks.conversion.Converter;
import io.github.gfstoprometheus.benchmarks.conversion.Removal;
import io.github.gfstoprometheus.benchmarks.process.Cost;
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
  /** The collector of the launcher, for all: it starts fastest and takes the least memory. */
  private static final List<String> JVM_OPTIONS = List.of("-XX:+UseSerialGC");

  /** Geode's reader alone must not depend on how much memory the machine has. */
  private static final List<String> GEODE_JVM_OPTIONS = List.of("-XX:+UseSerialGC", "-Xmx2g");

  private static final Pattern PROMTOOL_SECONDS =
      Pattern.compile("promtool +([0-9.]+) s +(\\d+) bytes");

  private final Subject subject;
  private final Converter converter;
  private final Scratch scratch;

  Contestants(Subject subject, Converter converter, Scratch scratch) {
    this.subject = subject;
    this.converter = converter;
    this.scratch = scratch;
  }

  /**
   * What this project made.
   *
   * @param blocks in how many blocks
   */
  record Converted(Result result, long blocks) {}

  /** This project, by its launcher, and whether it wrote all samples. */
  Converted convert() throws IOException {
    Conversion conversion;
    long written;
    if (subject.asLarge().isPresent()) {
      conversion = converter.convertAndRemove(subject.archive(), scratch);
      written = conversion.samplesOf(subject.asLarge().get().figures());
    } else {
      Path data = scratch.path("data");
      conversion = converter.convert(subject.archive(), data, scratch);
      written = SampleCount.ofBlocks(data);
      Scratch.delete(data);
    }
    converter.demandSamples(subject.samples(), written);
    return new Converted(
        result(conversion.cost(), written, conversion.bytesOut()), conversion.blocks());
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
    List<String> arguments = List.of(subject.archive().toString(), data.toString());
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
        result(ran.cost(), written, Long.parseLong(promtool.group(2))),
        Double.parseDouble(promtool.group(1)),
        MeasuredProcess.peakBytes(figures));
  }

  /** The floor: the archive read, as many bytes written into as many files, without a thought. */
  Result copy(Converted converted) throws IOException {
    Path directory = scratch.path("copy");
    long outputBytes = converted.result().outputBytes();
    List<String> arguments =
        List.of(
            subject.archive().toString(),
            directory.toString(),
            Long.toString(outputBytes),
            Long.toString(converted.blocks()));
    MeasuredProcess ran;
    if (subject.asLarge().isPresent()) {
      try (Removal removal = Removal.ofFiles(directory)) {
        ran = java(JVM_OPTIONS, PlainCopy.class, arguments);
        removal.demandSuccess();
      }
    } else {
      ran = java(JVM_OPTIONS, PlainCopy.class, arguments);
    }
    Scratch.delete(directory);
    return result(ran.cost(), converted.result().samples(), outputBytes);
  }

  /** This project's reader alone. */
  Result readOurs() throws IOException {
    return read(JVM_OPTIONS, ReadOurs.class);
  }

  /** Geode's reader alone. */
  Result readGeode() throws IOException {
    return read(GEODE_JVM_OPTIONS, ReadGeode.class);
  }

  /** This project's reader in a warm JVM: megabytes a processor second. */
  double readOursSteadily() throws IOException {
    return readSteadily(JVM_OPTIONS, ReadSteadily.Reader.OURS);
  }

  /** Geode's reader in a warm JVM: megabytes a processor second. */
  double readGeodeSteadily() throws IOException {
    return readSteadily(GEODE_JVM_OPTIONS, ReadSteadily.Reader.GEODES);
  }

  private Result read(List<String> jvmOptions, Class<?> main) throws IOException {
    MeasuredProcess ran = java(jvmOptions, main, List.of(subject.archive().toString()));
    return result(ran.cost(), subject.samples(), 0);
  }

  private double readSteadily(List<String> jvmOptions, ReadSteadily.Reader reader)
      throws IOException {
    List<String> arguments = List.of(reader.name(), subject.archive().toString());
    return Double.parseDouble(java(jvmOptions, ReadSteadily.class, arguments).output());
  }

  private MeasuredProcess java(List<String> jvmOptions, Class<?> main, List<String> arguments)
      throws IOException {
    return MeasuredProcess.run(ChildProcess.java(jvmOptions, main, arguments), scratch).demand(0);
  }

  private Result result(Cost cost, long samples, long outputBytes) {
    return new Result(cost, subject.bytes(), samples, outputBytes);
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
