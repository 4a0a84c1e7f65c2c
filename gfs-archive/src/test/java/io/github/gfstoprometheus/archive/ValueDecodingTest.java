package io.github.gfstoprometheus.archive;

import static io.github.gfstoprometheus.archive.ArchiveBytes.archive;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.archive.ArchiveBytes.Changes;
import io.github.gfstoprometheus.archive.ArchiveBytes.Stat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueDecodingTest {
  private record Decoded(long rawValue, double value) {}

  @ParameterizedTest
  @EnumSource(
      value = ValueType.class,
      names = {"BOOLEAN", "CHAR", "BYTE"})
  void smallTypesTakeOneByteEvenWhereACompactValueWouldTakeMore(ValueType type) throws IOException {
    assertThat(changes(type, s -> s.i8(0, -128).i8(0, 127).i8(0, -122)))
        .containsExactly(new Decoded(-128, -128), new Decoded(-1, -1), new Decoded(-123, -123));
  }

  @Test
  void shortTakesTwoSignedBytes() throws IOException {
    assertThat(changes(ValueType.SHORT, s -> s.i16(0, 32767).i16(0, -32768)))
        .containsExactly(new Decoded(32767, 32767), new Decoded(-1, -1));
  }

  @Test
  void wideCharTakesTwoUnsignedBytes() throws IOException {
    assertThat(changes(ValueType.WCHAR, s -> s.i16(0, 65535).i16(0, 1)))
        .containsExactly(new Decoded(65535, 65535), new Decoded(65536, 65536));
  }

  @ParameterizedTest
  @EnumSource(
      value = ValueType.class,
      names = {"INT", "LONG"})
  void integersWrapAroundAt64Bits(ValueType type) throws IOException {
    assertThat(changes(type, s -> s.compact(0, 8, Long.MAX_VALUE).i8(0, 1)))
        .containsExactly(new Decoded(Long.MAX_VALUE, 0x1p63), new Decoded(Long.MIN_VALUE, -0x1p63));
  }

  @Test
  void floatIsTheLowHalfOfTheRunningBits() throws IOException {
    int one = Float.floatToRawIntBits(1.0f);
    int minusTwo = Float.floatToRawIntBits(-2.0f);

    assertThat(
            changes(
                ValueType.FLOAT, s -> s.compact(0, 4, one).compact(0, 5, (long) minusTwo - one)))
        .containsExactly(new Decoded(one, 1.0), new Decoded(minusTwo, -2.0));
  }

  @Test
  void doubleIsTheRunningBits() throws IOException {
    List<Decoded> decoded =
        changes(
            ValueType.DOUBLE,
            s ->
                s.compact(0, 8, Double.doubleToRawLongBits(-0.0))
                    .compact(0, 8, bitsBetween(-0.0, Double.NEGATIVE_INFINITY))
                    .compact(0, 8, bitsBetween(Double.NEGATIVE_INFINITY, Double.NaN))
                    .compact(0, 8, bitsBetween(Double.NaN, 1.5)));

    assertThat(decoded)
        .extracting(Decoded::value)
        .containsExactly(-0.0, Double.NEGATIVE_INFINITY, Double.NaN, 1.5);
  }

  private static long bitsBetween(double from, double to) {
    return Double.doubleToRawLongBits(to) - Double.doubleToRawLongBits(from);
  }

  @ParameterizedTest
  @ValueSource(ints = {-121, -120, -1, 0, 1, 126, 127})
  void compactValueOfOneByteIsItself(int value) throws IOException {
    assertThat(changes(ValueType.LONG, s -> s.i8(0, value)))
        .containsExactly(new Decoded(value, value));
  }

  static Stream<Arguments> borders() {
    Stream.Builder<Arguments> borders = Stream.builder();
    for (int width = 2; width <= 8; width++) {
      long max = Long.MAX_VALUE >> (64 - 8 * width);
      for (long value : new long[] {max, max - 1, ~max, ~max + 1, 0, 1, -1}) {
        borders.add(Arguments.of(width, value));
      }
    }
    return borders.build();
  }

  @ParameterizedTest
  @MethodSource("borders")
  void compactValueOfMoreBytesIsSignExtended(int width, long value) throws IOException {
    assertThat(changes(ValueType.LONG, s -> s.compact(0, width, value).i8(0, 0)))
        .containsExactly(new Decoded(value, value), new Decoded(value, value));
  }

  @Test
  void initialValuesAreThoseOfTheTypesInOrder() throws IOException {
    Stat[] stats =
        Stream.of(ValueType.values())
            .map(type -> new Stat(type.name(), type.code()))
            .toArray(Stat[]::new);

    List<String> tokens =
        archive()
            .type(1, "All", stats)
            .initialize(
                1,
                "all",
                1,
                1,
                i ->
                    i.rawI8(1) // boolean
                        .rawI8(-127) // char
                        .rawI8(-128) // byte
                        .rawI8(0x12) // short
                        .rawI8(0x34)
                        .rawI8(-121) // int
                        .rawCompact(8, Long.MIN_VALUE) // long
                        .rawCompact(2, -300) // float
                        .rawCompact(7, 1L << 50) // double
                        .rawI8(0xFF) // wchar
                        .rawI8(0xFE))
            .tokens();

    assertThat(tokens)
        .last()
        .isEqualTo(
            "created All all 1 (instance 1) slot 0 [1,-127,-128,4660,-121,%d,-300,%d,65534]"
                .formatted(Long.MIN_VALUE, 1L << 50));
  }

  @Test
  void sampleAddsToInitialValues() throws IOException {
    List<String> tokens =
        archive()
            .type(1, "Cache", new Stat("puts", 6))
            .initialize(1, "a", 1, 1, i -> i.rawI8(100))
            .sample(1, s -> s.id(1).i8(0, 5).end())
            .tokens();

    assertThat(tokens).last().isEqualTo("sample 1500000000001 [1: 0=105=105.0]");
  }

  @ParameterizedTest
  @EnumSource(ValueType.class)
  void sampleAndInstanceAgreeOnTheValue(ValueType type) throws IOException {
    long[] seen = {0};
    Consumer<Changes> one =
        type == ValueType.SHORT || type == ValueType.WCHAR ? s -> s.i16(0, 1) : s -> s.i8(0, 1);
    try (ArchiveReader reader = ofOne(type, one).open()) {
      reader.readAll(
          new ArchiveVisitor() {
            @Override
            public void sample(Sample sample) {
              ResourceInstance instance = sample.instance(0);
              assertThat(sample.value(0)).isEqualTo(instance.value(0));
              assertThat(sample.rawValue(0)).isEqualTo(instance.rawValue(0));
              assertThat(sample.valueBits(0))
                  .isEqualTo(Double.doubleToRawLongBits(type.toDouble(sample.rawValue(0))));
              seen[0]++;
            }
          });
    }
    assertThat(seen).containsExactly(1);
  }

  @Test
  void typeCodesAreThoseOfTheFormat() {
    assertThat(Stream.of(ValueType.values()).map(ValueType::code))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 12);
    assertThat(LongStream.of(0, 9, 10, 11, 13, -1))
        .allSatisfy(code -> assertThat(ValueType.ofCode(code.intValue())).isEmpty());
  }

  private static ArchiveBytes ofOne(ValueType type, Consumer<Changes> changes) {
    return archive()
        .type(1, "One", new Stat("stat", type.code()))
        .create(1, "one", 1, 1)
        .sample(
            1,
            s -> {
              changes.accept(s.id(1));
              s.end();
            });
  }

  private static List<Decoded> changes(ValueType type, Consumer<Changes> changes)
      throws IOException {
    List<Decoded> decoded = new ArrayList<>();
    try (ArchiveReader reader = ofOne(type, changes).open()) {
      reader.readAll(
          new ArchiveVisitor() {
            @Override
            public void sample(Sample sample) {
              for (int c = 0; c < sample.changeCount(); c++) {
                decoded.add(new Decoded(sample.rawValue(c), sample.value(c)));
              }
            }
          });
    }
    return decoded;
  }
}
