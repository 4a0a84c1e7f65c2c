package io.github.gfstoprometheus.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLinesReaderTest {
  private static final String GOOD =
      "{\"metric\":{\"__name__\":\"up\"},\"values\":[1],\"timestamps\":[1000]}\n";
  private static final String GOOD_SAMPLE = "{__name__=\"up\"} 1.0 1000";

  @Test
  void aLineGivesTheSamplesOfASeries() throws IOException {
    Ingested in =
        read(
            """
            {"metric":{"__name__":"x","label":"v"},"values":[1,2.5,null],"timestamps":[1549891472010,1549891472011,1549891472012]}
            {"metric":{"b":"2","a":"1"},"values":[-7e-3],"timestamps":[0]}
            """);
    assertThat(in.problems()).isEmpty();
    assertThat(in.samples())
        .containsExactly(
            "{__name__=\"x\", label=\"v\"} 1.0 1549891472010",
            "{__name__=\"x\", label=\"v\"} 2.5 1549891472011",
            "{__name__=\"x\", label=\"v\"} stale 1549891472012",
            "{a=\"1\", b=\"2\"} -0.007 0");
    assertThat(in.figures()).isEqualTo(new IngestFigures(2, 4, 0, 0, 0, 0, 0, 1549891472012L));
  }

  @Test
  void keysComeInAnyOrderAndOthersArePassedOver() throws IOException {
    Ingested in =
        read(
            "{\"x\":{\"y\":[1,{}]},\"timestamps\":[ 5 ],\"z\":null, \"values\":[3],\"metric\":{\"__name__\":\"x\"}}\r\n\n  \n");
    assertThat(in.problems()).isEmpty();
    assertThat(in.samples()).containsExactly("{__name__=\"x\"} 3.0 5");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "-0, -0.0",
    "-0.0, -0.0",
    "-0e5, -0.0",
    "9223372036854775807, 9.223372036854775807E18",
    "123456789012345678901234567890, 123456789012345678901234567890",
    "9007199254740993, 9007199254740993",
    "0.1, 0.1",
    "1E400, Infinity",
    "4.9e-324, 4.9e-324",
    "2.2250738585072012e-308, 2.2250738585072012e-308",
    "\"NaN\", NaN",
    "\"nan\", NaN",
    "\"Infinity\", Infinity",
    "\"Inf\", Infinity",
    "\"+Inf\", Infinity",
    "\"-Inf\", -Infinity",
    "\"-Infinity\", -Infinity"
  })
  void valuesAreExact(String written, double expected) throws IOException {
    Ingested in =
        read("{\"metric\":{\"a\":\"b\"},\"values\":[" + written + "],\"timestamps\":[1]}");
    assertThat(in.samples())
        .containsExactly(Ingested.sample(LabelSet.of(Map.of("a", "b")), expected, 1));
  }

  @Test
  void labelsHaveAllEscapesOfJson() throws IOException {
    Ingested in =
        read(
            "{\"metric\":{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\ud83d\\ude00ä😀\"},\"values\":[1],\"timestamps\":[1]}");
    LabelSet labels = LabelSet.of(Map.of("a", "\"\\/\b\f\n\r\tä😀ä😀"));
    assertThat(in.samples()).containsExactly(Ingested.sample(labels, 1, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'metric':{'a':'b'},'values':[1,x],'timestamps':[1,2]}"
            + "|32|expected JSON, found 'x],\"timestamps\":[1,2…' (Unrecognized token 'x': was expecting",
        "{'metric':{'a':'b'},'values':[1],'timestamps':[1,2]}"
            + "|52|expected as many values as timestamps, found 1 values and 2 timestamps",
        "{'metric':{'a':'b'},'values':[1]}"
            + "|33|expected \"timestamps\", an array of milliseconds, found the end of an object without",
        "{'values':[1],'timestamps':[1]}"
            + "|31|expected \"metric\", an object with the labels, found the end of an object without",
        "{'metric':{'a':'b'},'timestamps':[1]}"
            + "|37|expected \"values\", an array, found the end of an object without",
        "{'metric':{},'values':[1],'timestamps':[1]}"
            + "|10|expected at least one label with a value, such as __name__, found none",
        "{'metric':{'a':7},'values':[1],'timestamps':[1]}"
            + "|15|expected a label's value, a string, found '7},\"values\":[1],\"tim…'",
        "{'metric':{'a':'b','a':'c'},'values':[1],'timestamps':[1]}"
            + "|19|expected each label once, found '\"a\":\"c\"},\"values\":[1…'",
        "{'metric':{'a':'\\ud800'},'values':[1],'timestamps':[1]}"
            + "|10|expected labels in valid Unicode, found ",
        "{'metric':'a','values':[1],'timestamps':[1]}"
            + "|10|expected an object with the labels, found '\"a\",\"values\":[1],\"ti…'",
        "{'metric':{'a':'b'},'values':1,'timestamps':[1]}"
            + "|29|expected an array of values, found '1,\"timestamps\":[1]}'",
        "{'metric':{'a':'b'},'values':[true],'timestamps':[1]}"
            + "|30|expected a value (a number, null, \"NaN\", \"Infinity\" or \"-Infinity\"), found 'true],",
        "{'metric':{'a':'b'},'values':['1'],'timestamps':[1]}"
            + "|30|expected a value (a number, null, \"NaN\", \"Infinity\" or \"-Infinity\"), found '\"1\"],",
        "{'metric':{'a':'b'},'values':[1],'timestamps':[1.5]}"
            + "|47|expected a timestamp, a whole number of milliseconds since 1970, found '1.5]}'",
        "{'metric':{'a':'b'},'values':[1],'timestamps':[1549891472010000000]}"
            + "|47|expected milliseconds since 1970 and before the year 2200, found '1549891472010000000]…'",
        "{'metric':{'a':'b'},'values':[1],'values':[1],'timestamps':[1]}"
            + "|33|expected each key once, found '\"values\":[1],\"timest…'",
        "{'metric':{'a':'b'},'values':[1],'timestamps':[1]}{}"
            + "|50|expected the end of the line after one object, found '{}'",
        "[1]|0|expected an object, {\"metric\":…,\"values\":…,\"timestamps\":…}, found '[1]'",
        "{'metric':{'a':'b'},'values':[1,|32|expected the rest of a JSON object, found the end of the line",
      })
  void aMalformedLineIsToldAndTheNextOneRead(String written, int offset, String fault)
      throws IOException {
    String line = written.replace('\'', '"') + "\n";
    Ingested in = read(GOOD + line + GOOD);
    assertThat(in.samples()).containsExactly(GOOD_SAMPLE, GOOD_SAMPLE);
    assertThat(in.problems()).hasSize(1);
    assertThat(in.problems().get(0))
        .startsWith(
            "in: line 2, byte %d of it (byte %d of the input): "
                .formatted(offset, GOOD.length() + offset))
        .contains(fault)
        .endsWith("; the line is left out");
    assertThat(in.figures().malformed()).isEqualTo(1);
  }

  @Test
  void invalidUtf8IsTold() throws IOException {
    byte[] bytes = GOOD.replace("up", "u?").getBytes(UTF_8);
    bytes[GOOD.indexOf("up") + 1] = (byte) 0xFF;
    Ingested in = Ingested.of(IngestFormat.JSONL, bytes);
    assertThat(in.samples()).isEmpty();
    assertThat(in.problems()).singleElement().asString().contains("Invalid UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "[", "{\"a\":"})
  void whatIsBeyondTheLimitsOfTheParserIsTold(String repeated) throws IOException {
    Ingested in = read("{\"x\":" + repeated.repeat(2000) + "\n" + GOOD);
    assertThat(in.samples()).containsExactly(GOOD_SAMPLE);
    assertThat(in.problems()).singleElement().asString().startsWith("in: line 1, byte ");
    Ingested value = read(GOOD.replace("[1]", "[" + "1".repeat(2000) + "]") + GOOD);
    assertThat(value.samples()).containsExactly(GOOD_SAMPLE);
    assertThat(value.problems()).singleElement().asString().contains("expected JSON, found '");
  }

  @Test
  void aLastLineWithoutNewlineCountsIfItIsWhole() throws IOException {
    Ingested in = read(GOOD + GOOD.strip());
    assertThat(in.problems()).isEmpty();
    assertThat(in.samples()).containsExactly(GOOD_SAMPLE, GOOD_SAMPLE);
  }

  @Test
  void eachPrefixGivesTheWholeLinesAndTellsOfTheCutOne() throws IOException {
    String document = GOOD + GOOD.replace("[1]", "[2.5]") + GOOD.replace("up", "ä\\n");
    byte[] bytes = document.getBytes(UTF_8);
    List<String> all = read(document).samples();
    for (int length = 0; length <= bytes.length; length++) {
      Ingested in = Ingested.of(IngestFormat.JSONL, Arrays.copyOf(bytes, length));
      String prefix = new String(Arrays.copyOf(bytes, length), UTF_8);
      long whole = prefix.lines().filter(line -> line.endsWith("]}")).count();
      boolean isCut = !prefix.isEmpty() && !prefix.endsWith("]}") && !prefix.endsWith("\n");
      assertThat(in.samples()).as(prefix).isEqualTo(all.subList(0, (int) whole));
      assertThat(in.problems()).as(prefix).hasSize(isCut ? 1 : 0);
    }
    Ingested cut = read(GOOD + "{\"metric\":{");
    assertThat(cut.problems())
        .containsExactly(
            "in: line 2, byte 11 of it (byte %d of the input): expected the rest of a JSON object, found the end of the input, which was cut within the line; the line is left out"
                .formatted(GOOD.length() + 11));
  }

  @Test
  void onlyTheFirstMalformedLinesAreTold() throws IOException {
    List<String> problems = new ArrayList<>();
    Intake intake = new Intake(new NoSink(), problems::add);
    byte[] bytes = "x\n".repeat(1234).getBytes(UTF_8);
    Ingested.readAll(
        IngestFormat.JSONL.open(
            new IngestInput("in", new ByteArrayInputStream(bytes), () -> false), intake));
    assertThat(problems).hasSize(20);
    intake.end();
    assertThat(problems)
        .hasSize(21)
        .last()
        .isEqualTo("1,234 lines or messages are left out in all, of which the first 20 are told");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 4096})
  void linesAreFoundWhereverTheyAreTorn(int pieceBytes) throws IOException {
    StringBuilder document = new StringBuilder();
    for (int line = 0; line < 20; line++) {
      int samples = 1 << (line / 2);
      document.append("{\"metric\":{\"a\":\"").append(line).append("\"},\"values\":[1");
      document.append(",1".repeat(samples - 1)).append("],\"timestamps\":[1");
      document.append(",1".repeat(samples - 1)).append("]}\n");
    }
    byte[] bytes = document.toString().getBytes(UTF_8);
    FilterInputStream pieces =
        new FilterInputStream(new ByteArrayInputStream(bytes)) {
          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            return super.read(target, offset, Math.min(pieceBytes, length));
          }
        };
    Ingested in = Ingested.of(IngestFormat.JSONL, pieces);
    assertThat(in.problems()).isEmpty();
    assertThat(in.samples()).isEqualTo(read(document.toString()).samples()).hasSize(2046);
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 66, 67, 68, 100, 1000})
  void aLineThatIsTooLongIsToldAndTheNextOneRead(int mostBytes) throws IOException {
    String longer = GOOD.replace("up", "up".repeat(100));
    for (String document :
        List.of(GOOD + longer + GOOD, longer + GOOD + GOOD, GOOD + GOOD + longer)) {
      List<String> problems = new ArrayList<>();
      Intake intake = new Intake(new NoSink(), problems::add);
      IngestInput input =
          new IngestInput("in", new ByteArrayInputStream(document.getBytes(UTF_8)), () -> false);
      Ingested.readAll(new JsonLinesReader(new Lines(input, mostBytes), intake));
      boolean fits = longer.length() <= mostBytes;
      assertThat(intake.figures().samples()).isEqualTo(fits ? 3 : 2);
      assertThat(problems).hasSize(fits ? 0 : 1);
      if (!fits) {
        long line = document.substring(0, document.indexOf(longer)).lines().count() + 1;
        assertThat(problems.get(0))
            .startsWith("in: line " + line + ": expected a line of at most " + mostBytes + " bytes")
            .endsWith("found a longer one; the line is left out");
      }
    }
  }

  @Test
  void randomDocumentsGiveWhatAnotherParserSees() throws IOException {
    Random random = new Random(42);
    for (int round = 0; round < 200; round++) {
      StringBuilder document = new StringBuilder();
      List<String> expected = new ArrayList<>();
      for (int line = 0; line < 5; line++) {
        String text = randomLine(random);
        document.append(text).append('\n');
        addExpected(JSON.std.mapFrom(text), text, expected);
      }
      Ingested in = read(document.toString());
      assertThat(in.problems()).as(document.toString()).isEmpty();
      assertThat(in.samples()).as(document.toString()).isEqualTo(expected);
    }
  }

  private static String randomLine(Random random) throws IOException {
    Map<String, String> metric = new LinkedHashMap<>();
    metric.put("__name__", "m" + random.nextInt(10));
    for (int i = random.nextInt(4); i > 0; i--) {
      StringBuilder value = new StringBuilder("v");
      random.ints(random.nextInt(9), 1, 0x2FFFF).forEach(c -> append(value, c));
      metric.put("l" + i, value.toString());
    }
    int count = random.nextInt(50);
    List<String> values = new ArrayList<>();
    List<Long> timestamps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(randomNumber(random));
      timestamps.add(random.nextLong(2_000_000_000_000L));
    }
    return "{\"metric\":%s,\"values\":%s,\"timestamps\":%s}"
        .formatted(JSON.std.asString(metric), values, timestamps);
  }

  private static void append(StringBuilder text, int codePoint) {
    if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
      text.appendCodePoint(codePoint);
    }
  }

  private static String randomNumber(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> Integer.toString(random.nextInt(2000) - 1000);
      case 1 -> Long.toString(random.nextLong());
      case 2 -> (random.nextInt(2_000_000) - 1_000_000) / 1000.0 + "";
      case 3 -> finite(random) + "";
      default ->
          random.nextLong(1L << 50) + "." + random.nextLong(1L << 50) + "e" + random.nextInt(300);
    };
  }

  private static double finite(Random random) {
    double value = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(value) ? value : 0.5;
  }

  /** Labels and times as another parser sees them; numbers as the JDK parses their text. */
  @SuppressWarnings("unchecked")
  private static void addExpected(Map<String, Object> json, String text, List<String> expected) {
    LabelSet labels = LabelSet.of((Map<String, String>) json.get("metric"));
    int start = text.indexOf("\"values\":[") + "\"values\":[".length();
    String[] values = text.substring(start, text.indexOf(']', start)).split(",", -1);
    List<Number> timestamps = (List<Number>) json.get("timestamps");
    for (int i = 0; i < timestamps.size(); i++) {
      double value = Double.parseDouble(values[i].strip());
      expected.add(Ingested.sample(labels, value, timestamps.get(i).longValue()));
    }
  }

  private static Ingested read(String text) throws IOException {
    return Ingested.of(IngestFormat.JSONL, text);
  }
}
