package io.github.gfstoprometheus.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.fixtures.ReceivedMessage;
import io.github.gfstoprometheus.fixtures.ReceivedMessage.ReceivedSeries;
import io.github.gfstoprometheus.fixtures.SeriesOfBlocks.Sample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages of both versions, and their parts, as the real protobuf library reads them. */
class RequestByTimeTest {
  private static final int UNBOUNDED = 1 << 24;

  @ParameterizedTest
  @EnumSource
  void theRealLibraryReadsWhatWasWritten(ProtocolVersion version) throws Exception {
    for (int seed = 0; seed < 30; seed++) {
      List<TestSeries> series = TestSeries.random(new Random(seed), 20, 30);
      List<byte[]> messages = TestSeries.encode(version, series, UNBOUNDED);
      assertThat(messages).hasSize(1);
      assertThat(read(version, messages.get(0)).series()).isEqualTo(received(series));
    }
  }

  @ParameterizedTest
  @EnumSource
  void noMessageIsLargerThanSaidAndNothingIsLost(ProtocolVersion version) throws Exception {
    for (int seed = 0; seed < 20; seed++) {
      List<TestSeries> series = TestSeries.random(new Random(seed), 40, 600);
      List<byte[]> messages = TestSeries.encode(version, series, 6000);
      List<ReceivedSeries> found = new ArrayList<>();
      for (byte[] message : messages) {
        assertThat(message.length).isLessThanOrEqualTo(6000);
        for (ReceivedSeries one : read(version, message).series()) {
          add(found, one);
        }
      }
      assertThat(messages).hasSizeGreaterThan(2);
      assertThat(found).isEqualTo(received(series));
    }
  }

  private static void add(List<ReceivedSeries> found, ReceivedSeries part) {
    int last = found.size() - 1;
    if (last >= 0 && found.get(last).labels().equals(part.labels())) {
      List<Sample> joined = new ArrayList<>(found.get(last).samples());
      joined.addAll(part.samples());
      found.set(last, new ReceivedSeries(part.labels(), joined));
    } else {
      found.add(part);
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachPartHasTheSamplesOfItsTimeAndAllThatIsSaidOfTheirSeries(ProtocolVersion version)
      throws Exception {
    List<TestSeries> series = TestSeries.random(new Random(3), 10, 20);
    byte[] message = TestSeries.encode(version, series, UNBOUNDED).get(0);
    RequestByTime parts = new RequestByTime(version, message, message.length);
    ReceivedMessage whole = read(version, message);
    int samples = 0;
    long before = Long.MIN_VALUE;
    for (long timestampMillis : parts.times()) {
      assertThat(timestampMillis).isGreaterThan(before);
      before = timestampMillis;
      EncodedRequest request = parts.at(timestampMillis);
      byte[] bytes = request.copyTo(new byte[0]);
      ReceivedMessage part = read(version, bytes);
      assertThat(part.series()).isEqualTo(at(timestampMillis, whole));
      assertThat(part.samples()).isEqualTo(request.samples()).isPositive();
      assertThat(whole.metadata()).containsAllEntriesOf(part.metadata());
      samples += part.samples();
    }
    assertThat(samples).isEqualTo(whole.samples());
    assertThat(parts.firstMillis()).isLessThan(parts.lastMillis());
    assertThat(parts.lastMillis()).isEqualTo(before);
  }

  private static List<ReceivedSeries> at(long timestampMillis, ReceivedMessage whole) {
    List<ReceivedSeries> found = new ArrayList<>();
    for (ReceivedSeries one : whole.series()) {
      List<Sample> samples =
          one.samples().stream()
              .filter(sample -> sample.timestampMillis() == timestampMillis)
              .toList();
      if (!samples.isEmpty()) {
        found.add(new ReceivedSeries(one.labels(), samples));
      }
    }
    return found;
  }

  private static ReceivedMessage read(ProtocolVersion version, byte[] message) throws IOException {
    return version == ProtocolVersion.ONE
        ? ReceivedMessage.ofOne(message)
        : ReceivedMessage.ofTwo(message);
  }

  private static List<ReceivedSeries> received(List<TestSeries> series) {
    return series.stream()
        .map(
            one ->
                new ReceivedSeries(
                    one.labels(),
                    one.samples().stream()
                        .map(sample -> new Sample(sample.timestampMillis(), sample.valueBits()))
                        .toList()))
        .toList();
  }
}
