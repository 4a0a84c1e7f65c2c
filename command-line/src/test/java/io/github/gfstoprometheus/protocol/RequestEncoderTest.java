package io.github.gfstoprometheus.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DynamicMessage;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestEncoderTest {
  private static final int UNBOUNDED = 1 << 24;

  @Test
  void theRealLibraryReadsWhatWasWrittenAndWritesTheSameBytes() throws Exception {
    DocumentedSchema schema = DocumentedSchema.packed();
    for (int seed = 0; seed < 50; seed++) {
      List<TestSeries> series = TestSeries.random(new Random(seed), 20, 30);
      List<byte[]> messages = TestSeries.encode(series, UNBOUNDED);
      assertThat(messages).hasSize(1);
      DynamicMessage read = DynamicMessage.parseFrom(schema.message("Request"), messages.get(0));
      assertThat(TestSeries.of(read)).isEqualTo(series);
      assertThat(read.toByteArray()).isEqualTo(messages.get(0));
      assertThat(read.getUnknownFields().asMap()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {6000, 7001, 20_000, 100_000})
  void noMessageIsLargerThanSaidAndNoneIsHalfEmpty(int mostBytes) throws Exception {
    DocumentedSchema schema = DocumentedSchema.packed();
    for (int seed = 0; seed < 20; seed++) {
      List<TestSeries> series = TestSeries.random(new Random(seed), 40, 600);
      List<byte[]> messages = TestSeries.encode(series, mostBytes);
      assertThat(messages).hasSizeGreaterThan(1);
      List<TestSeries> read = new ArrayList<>();
      for (byte[] message : messages) {
        assertThat(message.length).isLessThanOrEqualTo(mostBytes);
        read.addAll(TestSeries.of(DynamicMessage.parseFrom(schema.message("Request"), message)));
      }
      assertThat(messages.subList(0, messages.size() - 1))
          .allMatch(message -> message.length > mostBytes / 2);
      assertThat(TestSeries.joined(read)).isEqualTo(series);
    }
  }

  @Test
  void labelsThatAreLargerThanAMessageGoWithOneSampleEach() throws Exception {
    LabelSet labels = LabelSet.of(Map.of("__name__", "x".repeat(1000)));
    List<TestSeries.TestSample> samples = new ArrayList<>();
    for (int tick = 1; tick <= 5; tick++) {
      samples.add(new TestSeries.TestSample(tick, tick % 2));
    }
    TestSeries series = new TestSeries(labels, SeriesMetadata.NONE, samples);
    List<byte[]> messages = TestSeries.encode(List.of(series, series), 100);
    assertThat(messages).hasSize(10);
    assertThat(TestSeries.decode(messages.get(3)))
        .containsExactly(new TestSeries(labels, SeriesMetadata.NONE, List.of(samples.get(3))));
  }

  @Test
  void aSeriesWithoutSamplesIsNoneAndNothingIsNoMessage() throws Exception {
    List<TestSeries> one = TestSeries.random(new Random(1), 1, 1);
    TestSeries without = new TestSeries(one.get(0).labels(), SeriesMetadata.NONE, List.of());
    assertThat(TestSeries.encode(List.of(without), UNBOUNDED)).isEmpty();
    assertThat(TestSeries.encode(List.of(), UNBOUNDED)).isEmpty();
  }

  @Test
  void timesBefore1970AndAt0AreTold() throws Exception {
    List<TestSeries.TestSample> samples =
        List.of(
            new TestSeries.TestSample(Long.MIN_VALUE, 7),
            new TestSeries.TestSample(-1, 0),
            new TestSeries.TestSample(0, 0),
            new TestSeries.TestSample(Long.MAX_VALUE, 7));
    TestSeries series = new TestSeries(LabelSet.of(Map.of("a", "b")), SeriesMetadata.NONE, samples);
    byte[] message = TestSeries.encode(List.of(series), UNBOUNDED).get(0);
    assertThat(
            TestSeries.of(
                DynamicMessage.parseFrom(DocumentedSchema.packed().message("Request"), message)))
        .containsExactly(series);
    assertThat(TestSeries.decode(message)).containsExactly(series);
  }
}
