package io.github.gfstoprometheus.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenMetricsReaderTest {
  private static final String GOOD = "up 1 1\n";
  private static final String GOOD_SAMPLE = "{__name__=\"up\"} 1.0 1000";

  @Test
  void samplesAreReadAndTheRestIsPassedOver() throws IOException {
    Ingested in =
        read(
            """
            # HELP http_requests Requests with "quotes" and \\n.
            # TYPE http_requests counter
            # UNIT http_requests requests
            http_requests_total{code="200",path="a\\"b\\\\c\\nd\\e}",} 1027 1395066363.010 # {trace_id="x y"} 0.5 1
            http_requests_total{code="200",path="a\\"b\\\\c\\nd\\e}",} 1028 1395066364
            http_requests_created{ code = "400" , a="ä😀" } 1.5e3 1.395066363e9
            up -0 0

            temp:c\t 36.6\t 12.5
            # just a comment
            {"name.with.dots","a b"="c"} 1 1
            # EOF
            """);
    assertThat(in.problems()).isEmpty();
    LabelSet ok =
        LabelSet.of(
            Map.of("__name__", "http_requests_total", "code", "200", "path", "a\"b\\c\nd\\e}"));
    LabelSet created =
        LabelSet.of(Map.of("__name__", "http_requests_created", "code", "400", "a", "ä😀"));
    LabelSet dots = LabelSet.of(Map.of("__name__", "name.with.dots", "a b", "c"));
    assertThat(in.samples())
        .containsExactly(
            Ingested.sample(ok, 1027, 1395066363010L),
            Ingested.sample(ok, 1028, 1395066364000L),
            Ingested.sample(created, 1500, 1395066363000L),
            "{__name__=\"up\"} -0.0 0",
            "{__name__=\"temp:c\"} 36.6 12500",
            Ingested.sample(dots, 1, 1000));
    assertThat(in.figures().entries()).isEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1., 1",
    ".5, 0.5",
    "+5, 5",
    "-12.25, -12.25",
    "0.1, 0.1",
    "123456789012345, 123456789012345",
    "9007199254740993, 9007199254740993",
    "0.30000000000000004, 0.30000000000000004",
    "1e-320, 1e-320",
    "1E5, 100000",
    "NaN, NaN",
    "NAN, NaN",
    "Nan, NaN",
    "Inf, Infinity",
    "+Inf, Infinity",
    "+INFINITY, Infinity",
    "-inf, -Infinity"
  })
  void valuesAreExact(String written, double expected) throws IOException {
    Ingested in = read("a " + written + " 1\n# EOF\n");
    assertThat(in.problems()).isEmpty();
    assertThat(in.samples())
        .containsExactly(Ingested.sample(LabelSet.of(Map.of("__name__", "a")), expected, 1000));
  }

  @Test
  void randomValuesAreThoseOfTheJdk() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      String written =
          (random.nextBoolean() ? "-" : "")
              + random.nextLong(1L << random.nextInt(1, 60))
              + (random.nextBoolean() ? "." + random.nextInt(1 << random.nextInt(1, 31)) : "");
      Ingested in = read("a " + written + " 1\n# EOF\n");
      assertThat(in.samples())
          .containsExactly(
              Ingested.sample(
                  LabelSet.of(Map.of("__name__", "a")), Double.parseDouble(written), 1000));
    }
  }

  @Test
  void nanInLowerCaseIsTheStaleMarker() throws IOException {
    assertThat(read("a nan 1\n# EOF\n").samples()).containsExactly("{__name__=\"a\"} stale 1000");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1700000000, 1700000000000",
    "1700000000.0, 1700000000000",
    "1700000000.001, 1700000000001",
    "1.001, 1001",
    "8.029, 8029",
    "1700000000.5, 1700000000500",
    "1700000000.9999, 1700000000999",
    "1700000000.0009999, 1700000000000",
    "1.7e9, 1700000000000",
    "1.700000000001e+09, 1700000000001",
    "7258118399.999, 7258118399999",
    "00000000000000000001.5, 1500"
  })
  void timesAreExactToTheMillisecond(String written, long expected) throws IOException {
    Ingested in = read("a 1 " + written + "\n# EOF\n");
    assertThat(in.problems()).isEmpty();
    assertThat(in.samples()).containsExactly("{__name__=\"a\"} 1.0 " + expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "1700000000000",
        "7258118400",
        "x",
        "1.2.3",
        "1e999999999",
        "1e-999999999",
        "NaN",
        "0x10",
        "1f",
        "99999999999999999999"
      })
  void otherTimesAreMalformed(String written) throws IOException {
    Ingested in = read("a 1 " + written + "\n# EOF\n");
    assertThat(in.samples()).isEmpty();
    assertThat(in.problems())
        .containsExactly(
            "in: line 1, byte 4 of it (byte 4 of the input): expected a timestamp in seconds since 1970 and before the year 2200, found '"
                + written
                + "'; the line is left out");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a 1|3|expected a timestamp in seconds after the value, found the end of the line: samples without a time cannot be imported",
        "a 1 # {} 1|4|expected a timestamp in seconds after the value, found '# {} 1': samples without a time cannot be imported",
        "a x 1|2|expected a value, a number, NaN, +Inf or -Inf, found 'x 1'",
        "a 1d 1|2|expected a value, a number, NaN, +Inf or -Inf, found '1d 1'",
        "a 0x1p3 1|2|expected a value, a number, NaN, +Inf or -Inf, found '0x1p3 1'",
        "a 1e5e5 1|2|expected a value, a number, NaN, +Inf or -Inf, found '1e5e5 1'",
        "a|1|expected a space and a value after the series, found the end of the line",
        "a{b=\"c\"}1 1|8|expected a space and a value after the series, found '1 1'",
        "a 1 1 1|6|expected the end of the line, or ' # ' and an exemplar, found '1'",
        "1a 1 1|0|expected a metric name, found '1a 1 1'",
        "a{b} 1 1|3|expected '=' after a label name, found '} 1 1'",
        "a{b=c} 1 1|4|expected a label value in quotes, found 'c} 1 1'",
        "a{b=\"c} 1 1|4|expected a label value with a quote at its end, found '\"c} 1 1'",
        "a{b=\"c\\\"} 1 1|4|expected a label value with a quote at its end, found '\"c\\\"} 1 1'",
        "a{b=\"c\" d=\"e\"} 1 1|8|expected ',' or '}' after a label, found 'd=\"e\"} 1 1'",
        "a{b=\"c\",b=\"d\"} 1 1|8|expected each label once, found 'b=\"d\"} 1 1'",
        "a{7=\"c\"} 1 1|2|expected a label name, found '7=\"c\"} 1 1'",
        "{} 1 1|2|expected at least one label with a value before, found ' 1 1'",
        "# TYPE a thing|0|expected # TYPE with a name and one of the types of OpenMetrics, found '# TYPE a thing'",
      })
  void aMalformedLineIsToldAndTheNextOneRead(String line, int offset, String fault)
      throws IOException {
    Ingested in = read(GOOD + line + "\n" + GOOD + "# EOF\n");
    assertThat(in.samples()).containsExactly(GOOD_SAMPLE, GOOD_SAMPLE);
    assertThat(in.problems())
        .containsExactly(
            "in: line 2, byte %d of it (byte %d of the input): %s; the line is left out"
                .formatted(offset, GOOD.length() + offset, fault));
  }

  @Test
  void invalidUtf8IsTold() throws IOException {
    byte[] bytes = "a{b=\"?\"} 1 1\n# EOF\n".getBytes(UTF_8);
    bytes[5] = (byte) 0xFF;
    Ingested in = Ingested.of(IngestFormat.OPENMETRICS, bytes);
    assertThat(in.samples()).isEmpty();
    assertThat(in.problems()).singleElement().asString().contains("expected UTF-8");
  }

  @Test
  void labelsThatOnlyBeginAsThoseBeforeAreOthers() throws IOException {
    Ingested in = read("a{b=\"c\"} 1 1\na 1 1\nab 1 1\na{b=\"c\"} 1 2\na{b=\"cd\"} 1 1\n# EOF");
    assertThat(in.samples())
        .containsExactly(
            "{__name__=\"a\", b=\"c\"} 1.0 1000",
            "{__name__=\"a\"} 1.0 1000",
            "{__name__=\"ab\"} 1.0 1000",
            "{__name__=\"a\", b=\"c\"} 1.0 2000",
            "{__name__=\"a\", b=\"cd\"} 1.0 1000");
  }

  @Test
  void eachPrefixGivesAPrefixOfTheSamplesAndIsToldAsCut() throws IOException {
    String document = "# TYPE a gauge\na{b=\"c\"} 10 10\na{b=\"c\"} 11 11.5\nb 1 1\n# EOF\n";
    List<String> all = read(document).samples();
    assertThat(all).hasSize(3);
    for (int length = 0; length < document.length(); length++) {
      String prefix = document.substring(0, length);
      Ingested in = read(prefix);
      boolean hasEnd = prefix.endsWith("# EOF");
      assertThat(in.problems().isEmpty()).as(prefix).isEqualTo(hasEnd);
      if (!hasEnd) {
        assertThat(in.problems()).as(prefix).last().asString().contains("the input was cut");
      }
      int whole = (int) prefix.chars().filter(c -> c == '\n').count() - 1;
      assertThat(in.samples())
          .as(prefix)
          .isEqualTo(all.subList(0, Math.max(0, Math.min(3, whole))));
    }
  }

  @Test
  void aMissingEndIsToldWithItsLine() throws IOException {
    assertThat(read("").problems()).singleElement().asString().contains("the end after line 0: ");
    assertThat(read(GOOD + "# EO").problems()).hasSize(1);
    assertThat(read(GOOD + "up 2 2").problems())
        .containsExactly(
            "in: expected # EOF as the last line, found the end within line 2: the input was cut; what stood before is taken");
    assertThat(read(GOOD + GOOD).problems())
        .containsExactly(
            "in: expected # EOF as the last line, found the end after line 2: the input was cut; what stood before is taken");
  }

  @Test
  void whatFollowsTheEndIsReadOnAndTold() throws IOException {
    Ingested in = read(GOOD + "# EOF\n" + GOOD + "# EOF\n");
    assertThat(in.samples()).containsExactly(GOOD_SAMPLE, GOOD_SAMPLE);
    assertThat(in.problems())
        .containsExactly("in: line 3: expected nothing after # EOF, found 'up 1 1'; it is read on");
  }

  @Test
  void linesMayEndAsOnWindows() throws IOException {
    Ingested in = read("up 1 1\r\n\r\nup{a=\"b\"} 1 1\r\n# EOF\r\n");
    assertThat(in.problems()).isEmpty();
    assertThat(in.samples()).containsExactly(GOOD_SAMPLE, "{__name__=\"up\", a=\"b\"} 1.0 1000");
  }

  private static Ingested read(String text) throws IOException {
    return Ingested.of(IngestFormat.OPENMETRICS, text);
  }
}
