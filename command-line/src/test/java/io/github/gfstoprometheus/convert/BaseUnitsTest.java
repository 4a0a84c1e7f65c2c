package io.github.gfstoprometheus.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.archive.ArchiveException;
import io.github.gfstoprometheus.archive.ArchiveReader;
import io.github.gfstoprometheus.archive.ArchiveVisitor;
import io.github.gfstoprometheus.archive.ResourceType;
import io.github.gfstoprometheus.archive.StatisticDescriptor;
import io.github.gfstoprometheus.archive.ValueType;
import io.github.gfstoprometheus.fixtures.Corpus;
import io.github.gfstoprometheus.fixtures.RunLog;
import io.github.gfstoprometheus.fixtures.SampleArchive;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BaseUnitsTest {
  private static final NamingOptions BASE = NamingOptions.DEFAULT.withUnits(Units.BASE);

  @ParameterizedTest
  @CsvSource({
    "putTime,            nanoseconds,  counter, putTime_seconds_total",
    "sampleTime,         milliseconds, counter, sampleTime_seconds_total",
    "replyWaitMaxTime,   milliseconds, gauge,   replyWaitMaxTime_seconds",
    "puts,               operations,   counter, puts_total",
    "nodes,              nodes,        gauge,   nodes",
    "freeMemory,         bytes,        gauge,   freeMemory_bytes",
    "rssSize,            megabytes,    gauge,   rssSize_bytes",
    "sentBytes,          bytes,        counter, sent_bytes_total",
    "bytesOnlyOnDisk,    bytes,        gauge,   bytesOnlyOnDisk_bytes",
    "serialQueueBytes,   bytes,        gauge,   serialQueue_bytes",
    "used_bytes,         bytes,        gauge,   used_bytes",
    "bytes,              bytes,        gauge,   bytes",
    "cpuActive,          %,            gauge,   cpuActive_ratio",
    "cacheHitRatio,      percent,      gauge,   cacheHit_ratio",
    "hitTotal,           '',           counter, hit_total",
    "bytes_total,        bytes,        counter, bytes_total",
    "upSeconds,          seconds,      gauge,   up_seconds",
    "jobs,               NanoSeconds,  gauge,   jobs_seconds",
    "subtotal,           '',           counter, subtotal_total",
  })
  void aNameSaysItsUnitOnce(String name, String unit, String kind, String expected) {
    StatisticDescriptor descriptor =
        new StatisticDescriptor(name, ValueType.LONG, kind.equals("counter"), true, unit, "");

    assertThat(BaseName.of(descriptor, BaseUnit.of(unit))).isEqualTo(expected);
  }

  @Test
  void typedNamesHaveSuffixesToo() throws IOException {
    assertThat(metrics(BASE.withStyle(NamingStyle.TYPED)))
        .contains(
            "gemfire_vmstats_processcputime_seconds_total",
            "gemfire_cacheserverstats_sent_bytes_total",
            "gemfire_vmstats_cpus");
  }

  @ParameterizedTest
  @MethodSource("archives")
  void valuesAreThoseOfTheFullConversionInBaseUnits(Path archive) throws IOException {
    Map<String, StatisticDescriptor> descriptors = descriptors(archive);
    RunLog full = converted(archive, NamingOptions.DEFAULT);
    Map<LabelSet, List<RunLog.Run>> expected = new HashMap<>();
    full.runs()
        .forEach(
            (labels, runs) -> {
              StatisticDescriptor descriptor =
                  descriptors.get(labels.value("category") + "." + labels.value("__name__"));
              BaseUnit unit = BaseUnit.of(descriptor.unit());
              expected.put(
                  labels.with("__name__", "gemfire_" + BaseName.of(descriptor, unit)),
                  RunLog.mapped(runs, bits -> exact(bits, descriptor.unit())));
            });

    RunLog base = converted(archive, BASE);

    assertThat(base.ticks()).isEqualTo(full.ticks());
    assertThat(base.runs().keySet()).isEqualTo(expected.keySet());
    assertThat(base.runs().equals(expected)).isTrue();
  }

  /** The double nearest to the true quotient. */
  private static long exact(long bits, String unit) {
    double value = Double.longBitsToDouble(bits);
    if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
      return bits;
    }
    BigDecimal exact = new BigDecimal(value);
    BigDecimal scaled =
        switch (unit) {
          case "nanoseconds" -> exact.movePointLeft(9);
          case "milliseconds" -> exact.movePointLeft(3);
          case "%", "percent" -> exact.movePointLeft(2);
          case "megabytes" -> exact.multiply(BigDecimal.valueOf(1024 * 1024));
          default -> exact;
        };
    return Double.doubleToRawLongBits(scaled.doubleValue());
  }

  @ParameterizedTest
  @CsvSource({
    "nanoseconds,  1234567890123456789, 1234567890.1234567",
    "microseconds, 7,                   0.000007",
    "milliseconds, 1,                   0.001",
    "kilobytes,    3,                   3072",
    "gigabytes,    2,                   2147483648",
    "percent,      55,                  0.55",
    "operations,   55,                  55",
    "nanoseconds,  -0.0,                -0.0",
    "nanoseconds,  NaN,                 NaN",
    "nanoseconds,  Infinity,            Infinity",
    "percent,      -Infinity,           -Infinity",
  })
  void aValueIsTheNearestDouble(String unit, double value, double expected) {
    assertThat(BaseUnit.of(unit).scaled(Double.doubleToRawLongBits(value)))
        .isEqualTo(Double.doubleToRawLongBits(expected));
  }

  @Test
  void aNaNKeepsItsBits() {
    long bits = 0x7ff0_0000_0000_0005L;
    assertThat(BaseUnit.of("nanoseconds").scaled(bits)).isEqualTo(bits);
  }

  static Stream<Path> archives() {
    return Corpus.archives().stream();
  }

  private static List<String> metrics(NamingOptions options) throws IOException {
    return converted(SampleArchive.path(), options).runs().keySet().stream()
        .map(labels -> labels.value("__name__"))
        .toList();
  }

  /** By type and metric, as they are called without options. */
  private static Map<String, StatisticDescriptor> descriptors(Path archive) throws IOException {
    Map<String, StatisticDescriptor> descriptors = new HashMap<>();
    ArchiveVisitor visitor =
        new ArchiveVisitor() {
          @Override
          public void resourceType(ResourceType type) {
            for (StatisticDescriptor statistic : type.statistics()) {
              descriptors.put(type.name() + ".gemfire_" + statistic.name(), statistic);
            }
          }
        };
    try (ArchiveReader reader = ArchiveReader.open(archive)) {
      reader.readAll(visitor);
    } catch (ArchiveException e) {
      // A damaged archive has types before its damage.
    }
    return descriptors;
  }

  private static RunLog converted(Path archive, NamingOptions options) throws IOException {
    return ConvertedFile.into(new RunLog(), archive, ConversionOptions.of(options));
  }
}
