package io.github.gfstoprometheus.testkit.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DumpParserTest {

  private record Sample(String series, double value, long timestampMillis) {}

  @Test
  void eachLineIsASample() throws IOException {
    String dump =
        """
        {__name__="a", b="x y} 1 2"} 1.5e-09 -1000
        {__name__="a", b="x y} 1 2"} -0 0
        {__name__="a", b="x y} 1 2"} NaN 1
        {__name__="b"} +Inf 1700000000000
        {__name__="b"} -Inf 1700000000001
        {__name__="b"} 123456789012345 1700000000002
        {__name__="b"} 9.223372036854776e+18 1700000000003
        """;

    assertThat(parse(dump))
        .containsExactly(
            new Sample("{__name__=\"a\", b=\"x y} 1 2\"}", 1.5e-9, -1000),
            new Sample("{__name__=\"a\", b=\"x y} 1 2\"}", -0.0, 0),
            new Sample("{__name__=\"a\", b=\"x y} 1 2\"}", Double.NaN, 1),
            new Sample("{__name__=\"b\"}", Double.POSITIVE_INFINITY, 1700000000000L),
            new Sample("{__name__=\"b\"}", Double.NEGATIVE_INFINITY, 1700000000001L),
            new Sample("{__name__=\"b\"}", 123456789012345.0, 1700000000002L),
            new Sample("{__name__=\"b\"}", (double) Long.MAX_VALUE, 1700000000003L));
  }

  @Test
  void linesMayCrossAndExceedTheBuffer() throws IOException {
    String longSeries = "{a=\"" + "x".repeat(3 << 20) + "\"}";
    StringBuilder dump = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      dump.append("{a=\"short\"} ").append(i).append(' ').append(i).append('\n');
    }
    dump.append(longSeries).append(" 7 8\n");

    List<Sample> samples = parse(dump.toString());

    assertThat(samples).hasSize(100_001).last().isEqualTo(new Sample(longSeries, 7, 8));
    assertThat(samples.get(77_777)).isEqualTo(new Sample("{a=\"short\"}", 77_777, 77_777));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{a=\"b\"} 1 5\n{a=\"b\"} 1 5\n",
        "{a=\"b\"} 1 5\n{a=\"c\"} 1 5\n{a=\"b\"} 1 6\n",
        "{a=\"b\"} 1 5",
        "{a=\"b\"} 1\n",
        "{a=\"b\"} 1 x\n",
        "\n"
      })
  void disorderAndTornLinesAreErrors(String dump) {
    assertThatThrownBy(() -> parse(dump)).isInstanceOf(IOException.class);
  }

  private static List<Sample> parse(String dump) throws IOException {
    List<Sample> samples = new ArrayList<>();
    InputStream in = new ByteArrayInputStream(dump.getBytes(StandardCharsets.UTF_8));
    long count =
        DumpParser.parse(
            in, (series, value, millis) -> samples.add(new Sample(series, value, millis)));
    assertThat(count).isEqualTo(samples.size());
    return samples;
  }
}
