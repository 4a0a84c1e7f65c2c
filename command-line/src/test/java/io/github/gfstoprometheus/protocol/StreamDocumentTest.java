package io.github.gfstoprometheus.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import io.github.gfstoprometheus.tsdb.timeline.StaleMarker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The document says what the code does. */
class StreamDocumentTest {
  private static final Pattern DUMP = Pattern.compile("```hexdump\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINE =
      Pattern.compile("([0-9a-f]{2})  ([0-9a-f]{2}(?: [0-9a-f]{2})*)  +(\\S.*)");

  @Test
  void theExampleIsWhatTheWriterWrites() throws IOException {
    ByteArrayOutputStream documented = new ByteArrayOutputStream();
    for (String line : dump()) {
      Matcher parts = LINE.matcher(line);
      assertThat(parts.matches()).as(line).isTrue();
      assertThat(HexFormat.fromHexDigits(parts.group(1))).as(line).isEqualTo(documented.size());
      documented.write(HexFormat.ofDelimiter(" ").parseHex(parts.group(2)));
    }
    assertThat(HexFormat.ofDelimiter(" ").formatHex(documented.toByteArray()))
        .isEqualTo(HexFormat.ofDelimiter(" ").formatHex(DocumentedStream.bytes()));
  }

  /** The names and numbers of fields, and the lengths, that the example tells in words. */
  @Test
  void theExampleCallsItsFieldsWhatTheSchemaCallsThem() throws IOException {
    DocumentedSchema schema = DocumentedSchema.packed();
    Pattern named = Pattern.compile("(Request|TimeSeries|Sample|Metadata)\\.(\\w+).*");
    int fields = 0;
    for (String line : dump()) {
      Matcher parts = LINE.matcher(line);
      assertThat(parts.matches()).as(line).isTrue();
      Matcher field = named.matcher(parts.group(3));
      if (field.matches()) {
        Descriptor message = schema.message(field.group(1));
        int tag = HexFormat.fromHexDigits(parts.group(2).substring(0, 2));
        assertThat(message.findFieldByName(field.group(2)).getNumber())
            .as(line)
            .isEqualTo(tag >> RemoteWriteFormat.WIRE_TYPE_BITS);
        fields++;
      }
    }
    assertThat(fields).isGreaterThan(20);
  }

  @Test
  void theRealLibraryReadsTheExampleWithItsLengths() throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(DocumentedStream.bytes());
    in.skipNBytes(StreamFormat.HEADER_BYTES);
    Descriptor request = DocumentedSchema.packed().message("Request");
    DynamicMessage.Builder message = DynamicMessage.newBuilder(request);
    assertThat(message.mergeDelimitedFrom(in)).isTrue();
    DynamicMessage.Builder end = DynamicMessage.newBuilder(request);
    assertThat(end.mergeDelimitedFrom(in)).isTrue();
    assertThat(end.build().getSerializedSize()).isZero();
    assertThat(in.available()).isZero();

    long first = DocumentedStream.FIRST_MILLIS;
    assertThat(TestSeries.of(message.build()))
        .containsExactly(
            new TestSeries(
                DocumentedStream.GETS,
                new SeriesMetadata(MetricType.COUNTER, "Gets done", "operations"),
                List.of(
                    new TestSeries.TestSample(first, 0),
                    new TestSeries.TestSample(first + 1000, Double.doubleToRawLongBits(17)))),
            new TestSeries(
                DocumentedStream.HEAP,
                new SeriesMetadata(MetricType.GAUGE, "", ""),
                List.of(
                    new TestSeries.TestSample(first, Double.doubleToRawLongBits(0.5)),
                    new TestSeries.TestSample(first + 1000, StaleMarker.BITS))));
  }

  private static List<String> dump() throws IOException {
    Matcher dump = DUMP.matcher(Files.readString(DocumentedSchema.DOCUMENT));
    assertThat(dump.find()).isTrue();
    return new ArrayList<>(dump.group(1).lines().toList());
  }
}
