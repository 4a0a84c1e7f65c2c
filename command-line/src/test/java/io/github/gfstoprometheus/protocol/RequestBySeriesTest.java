package io.github.gfstoprometheus.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RequestBySeriesTest {
  private static final int UNBOUNDED = 1 << 24;

  @ParameterizedTest
  @EnumSource
  void aPartIsTheMessageThatItsSeriesAloneWouldHaveMade(ProtocolVersion version) throws Exception {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      List<TestSeries> series = TestSeries.random(random, 20, 30);
      byte[] message = TestSeries.encode(version, series, UNBOUNDED).get(0);
      RequestBySeries parts = new RequestBySeries(version, message, message.length);
      assertThat(parts.seriesCount()).isEqualTo(20);
      for (int i = 0; i < 30; i++) {
        int from = random.nextInt(20);
        int end = random.nextInt(from + 1, 21);
        EncodedRequest part = parts.between(from, end);
        assertThat(part.copyTo(new byte[0]))
            .isEqualTo(TestSeries.encode(version, series.subList(from, end), UNBOUNDED).get(0));
        assertThat(part.samples())
            .isEqualTo(
                series.subList(from, end).stream().mapToInt(one -> one.samples().size()).sum());
      }
    }
  }
}
