package io.github.gfstoprometheus.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.UnknownFieldSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestDecoderTest {
  /** Fields that no version has, one of each wire type. */
  private static final UnknownFieldSet UNKNOWN =
      UnknownFieldSet.newBuilder()
          .addField(77, UnknownFieldSet.Field.newBuilder().addVarint(-1).build())
          .addField(78, UnknownFieldSet.Field.newBuilder().addFixed32(1).build())
          .addField(79, UnknownFieldSet.Field.newBuilder().addFixed64(1).build())
          .addField(
              536_870_911,
              UnknownFieldSet.Field.newBuilder()
                  .addLengthDelimited(ByteString.copyFromUtf8("?"))
                  .build())
          .build();

  @Test
  void whatTheRealLibraryWritesIsRead() throws Exception {
    for (DocumentedSchema schema :
        List.of(DocumentedSchema.packed(), DocumentedSchema.unpacked())) {
      for (int seed = 0; seed < 50; seed++) {
        List<TestSeries> series = withoutMetadata(TestSeries.random(new Random(seed), 20, 30));
        assertThat(TestSeries.decode(message(schema, series, new Random(seed)))).isEqualTo(series);
      }
    }
  }

  /** A message whose symbols come before, amidst and after what refers to them. */
  private static byte[] message(DocumentedSchema schema, List<TestSeries> series, Random random)
      throws IOException {
    List<String> symbols = new ArrayList<>(List.of(""));
    List<byte[]> parts = new ArrayList<>();
    for (TestSeries one : series) {
      DynamicMessage timeseries =
          one.toMessage(schema, symbols).toBuilder().setUnknownFields(UNKNOWN).build();
      parts.add(part(schema, "timeseries", timeseries));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<Integer> order = new ArrayList<>(Collections.nCopies(symbols.size(), 1));
    order.addAll(Collections.nCopies(parts.size(), 0));
    Collections.shuffle(order, random);
    int symbol = 0;
    int part = 0;
    for (int kind : order) {
      bytes.write(kind == 1 ? part(schema, "symbols", symbols.get(symbol++)) : parts.get(part++));
    }
    UNKNOWN.writeTo(bytes);
    return bytes.toByteArray();
  }

  private static byte[] part(DocumentedSchema schema, String field, Object value) {
    return DynamicMessage.newBuilder(schema.message("Request"))
        .addRepeatedField(schema.message("Request").findFieldByName(field), value)
        .build()
        .toByteArray();
  }

  private static List<TestSeries> withoutMetadata(List<TestSeries> series) {
    return series.stream().map(TestSeries::withoutMetadata).toList();
  }

  @Test
  void histogramsAndExemplarsAreCountedAndPassedOver() throws Exception {
    // Symbols "", "a"; labels 1, 1; histogram, exemplar, sample at 5, histogram.
    byte[] message = bytes("2200 220161 2a14 0a020101 1a020807 22020807 12021005 1a020807");
    RequestDecoder decoder = new RequestDecoder();
    decoder.decode(message, 0, message.length);
    assertThat(decoder.histograms()).isEqualTo(2);
    assertThat(decoder.exemplars()).isEqualTo(1);
    assertThat(TestSeries.decode(message)).hasSize(1);
  }

  @Test
  void fieldsThatComeTwiceCountAsTheLastOfThem() throws Exception {
    // Symbols "", "a", "b"; a sample at 1 of 2.0, at 2 of 3.0.
    TestSeries series =
        TestSeries.decode(
                bytes(
                    "2200 220161 220162 2a1c 0a020102"
                        + "1216 1001 090000000000000040 1002 090000000000000840"))
            .get(0);
    assertThat(series.samples())
        .containsExactly(new TestSeries.TestSample(2, Double.doubleToRawLongBits(3)));
  }

  @Test
  void labelsInAnyOrderAndEmptyOnesAreTakenAsWhatTheyMean() throws Exception {
    // Symbols "", "a", "b"; labels b="a", a="".
    byte[] message = bytes("2200 220161 220162 2a0a 0a0402010100 12021005");
    assertThat(TestSeries.decode(message).get(0).labels().toString()).isEqualTo("{b=\"a\"}");
  }

  @Test
  void aSeriesWithoutSamplesSaysNothing() throws Exception {
    assertThat(TestSeries.decode(bytes("2200 2a00"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2201 61                  | 2 | the empty text as symbol 0     | \"a\"",
        "2200 2201 ff             | 4 | text in UTF-8                  | \ufffd",
        "2200 2203 6161           | 3 | a length of at most 2          | 3",
        "2200 22ffffffffffffffffff01 | 3 | a length of at most 0       | 18446744073709551615",
        "2200 22ffffffffffffffffffff01 | 3 | a number that ends within 10 bytes | a longer one",
        "2200 80                  | 2 | a number that ends within 10 bytes | the end of its message after 1",
        "2200 00                  | 2 | the number of a field          | 0",
        "2200 808080808001        | 2 | the number of a field          | 34359738368",
        "2200 2b                  | 3 | a field of wire type 0, 1, 2 or 5 | wire type 3",
        "2200 0d 000000           | 3 | 4 bytes                        | the end of the message after 3",
        "2200 2a05 0a01 02 1200   | 6 | the number of one of 1 symbols | 2",
        "2200 2a05 0a01 00 1200   | 3 | a value for each label name    | 1 references",
        "2200 2a06 0a02 0000 1200 | 3 | label names                    | an empty one",
        "2200 2a02 1200           | 3 | a series with a label          | one without",
        "2200 220161 2a06 0a02 0100 1200 | 6 | a series with a label   | one without",
        "2200 220161 2a08 0a04 01010101 1200 | 6 | each label name once | \"a\" twice",
        "2200 220161 2a0d 0a02 0101 1207 09 000000000000 | 14 | 8 bytes | the end of the message after 6",
      })
  void anyFaultIsToldWithItsByte(String hex, int offset, String expected, String found) {
    MalformedRequestException fault =
        catchThrowableOfType(MalformedRequestException.class, () -> TestSeries.decode(bytes(hex)));
    assertThat(fault).hasMessage("expected " + expected + ", found " + found);
    assertThat(fault.offset()).isEqualTo(offset);
  }

  @Test
  void aFaultAtTheEndLeavesNothingOfTheMessage() throws Exception {
    byte[] good = bytes("2200 220161 2a08 0a020101 12021005");
    byte[] bad = bytes("2200 220161 2a08 0a020101 12021005 2a02 1200");
    RequestDecoder decoder = new RequestDecoder();
    decoder.decode(good, 0, good.length);
    assertThat(decoder.hasSamples()).isTrue();
    assertThat(
            catchThrowableOfType(
                MalformedRequestException.class, () -> decoder.decode(bad, 0, bad.length)))
        .isNotNull();
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
