package io.github.gfstoprometheus.tsdb.chunks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gfstoprometheus.tsdb.timeline.RangeRuns;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XorEncoderTest {
  @ParameterizedTest
  @CsvSource({"1, 500", "2, 3000", "3, 3000", "7, 3000", "120, 3000", "121, 1000", "65535, 5"})
  void aChunkHasTheBytesOfTheNaiveEncoder(int samplesPerChunk, int times) throws IOException {
    for (int seed = 0; seed < times; seed++) {
      Random random = new Random(seed);
      int before = random.nextInt(5);
      int after = random.nextInt(5);
      requireEqual(seed, Samples.random(random, before + samplesPerChunk + after), before, after);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 8191, 8192, 65_535, 65_536, 524_287, 524_288, 1L << 40})
  void deltasOfDeltasAtTheBordersOfTheirStepsComeBack(long border) throws IOException {
    for (long dod : new long[] {border - 1, border, border + 1}) {
      // The delta rises and falls by dod in turn.
      long low = 1_000_000;
      long[] millis = new long[9];
      for (int i = 1; i < millis.length; i++) {
        millis[i] = millis[i - 1] + (i % 2 == 0 ? low : low + dod);
      }
      requireEqual(dod, new Samples(millis, new long[millis.length]), 0, 0);
    }
  }

  @Test
  void timesAtTheEndsOfTheirRangeComeBack() throws IOException {
    long[] times = {0, 1, Long.MAX_VALUE / 2, Long.MAX_VALUE / 2 + 1, Long.MAX_VALUE - 1};
    requireEqual(0, new Samples(times, new long[times.length]), 0, 0);
    long[] negative = {-Long.MAX_VALUE, -Long.MAX_VALUE + 1, -7, -1};
    requireEqual(0, new Samples(negative, new long[negative.length]), 0, 0);
  }

  @Test
  void oneEncoderServesChunkAfterChunkLongAndShort() throws IOException {
    Random random = new Random(1);
    Samples samples = Samples.random(random, 5000);
    RangeRuns runs = samples.recorded();
    XorEncoder encoder = new XorEncoder(runs);
    for (int i = 0; i < 2000; i++) {
      int from = random.nextInt(samples.count());
      int to = from + 1 + random.nextInt(Math.min(i % 2 == 0 ? 10 : 5000, samples.count() - from));
      byte[] expected = NaiveXorEncoder.encode(samples, from, to);
      assertThat(encode(encoder, runs, from, to)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 500", "2, 2000", "3, 2000", "7, 2000", "120, 2000", "480, 300", "65535, 2"})
  void singleSamplesHaveTheBytesOfTheNaiveEncoder(int samplesPerChunk, int times)
      throws IOException {
    for (int seed = 0; seed < times; seed++) {
      Random random = new Random(seed);
      int ticks = samplesPerChunk + random.nextInt(1 + random.nextInt(2 * samplesPerChunk + 5));
      Samples samples = Samples.random(random, ticks);
      RangeRuns runs = samples.recorded();
      XorEncoder encoder = new XorEncoder(runs);
      requireEqual(encoder, runs, samples, chosen(random, ticks, samplesPerChunk));
    }
  }

  @Test
  void oneEncoderServesSingleSamplesAndStretchesInTurn() throws IOException {
    Random random = new Random(2);
    Samples samples = Samples.random(random, 5000);
    RangeRuns runs = samples.recorded();
    XorEncoder encoder = new XorEncoder(runs);
    for (int i = 0; i < 1000; i++) {
      int count = 1 + random.nextInt(i % 2 == 0 ? 10 : 5000);
      requireEqual(encoder, runs, samples, chosen(random, 5000, count));
      int from = random.nextInt(5000);
      int to = from + 1 + random.nextInt(Math.min(100, 5000 - from));
      assertThat(encode(encoder, runs, from, to))
          .isEqualTo(NaiveXorEncoder.encode(samples, from, to));
    }
  }

  /** Which arrays hold them, and what stands behind them there, makes no difference. */
  @Test
  void allTicksAsSingleSamplesAreTheSameChunk() throws IOException {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      int count = 1 + random.nextInt(300);
      Samples samples = Samples.random(random, count);
      RangeRuns runs = samples.recorded();
      XorEncoder encoder = new XorEncoder(runs);
      byte[] stretch = encode(encoder, runs, 0, count);
      requireEqual(encoder, runs, samples, chosen(random, count, count));
      byte[] single = new byte[encoder.lengthBytes()];
      encoder.copyTo(single, 0);
      assertThat(single).isEqualTo(stretch);
    }
  }

  @Test
  void aChunkThatEndsEarlyIsFoundOut() throws IOException {
    Samples samples = Samples.random(new Random(5), 20);
    byte[] whole = NaiveXorEncoder.encode(samples, 0, samples.count());
    for (int length = 2; length < whole.length; length++) {
      XorDecoder decoder = new XorDecoder(Arrays.copyOf(whole, length));
      assertThatThrownBy(
              () -> {
                while (decoder.next()) {
                  assertThat(decoder.sampleCount()).isEqualTo(20);
                }
              })
          .isInstanceOf(BitReader.OutOfBitsException.class);
    }
  }

  @Test
  void noBytesMakeTheDecoderFailOtherwise() {
    Random random = new Random(6);
    int ends = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] data = new byte[2 + random.nextInt(60)];
      random.nextBytes(data);
      XorDecoder decoder = new XorDecoder(data);
      try {
        while (decoder.next()) {
          ends++;
        }
      } catch (BitReader.OutOfBitsException e) {
        ends++;
      }
    }
    assertThat(ends).isPositive();
  }

  /** Rising ticks, so many of them. */
  private static int[] chosen(Random random, int ticks, int count) {
    int[] chosen = new int[count];
    int size = 0;
    for (int tick = 0; size < count; tick++) {
      if (random.nextInt(ticks - tick) < count - size) {
        chosen[size++] = tick;
      }
    }
    return chosen;
  }

  private static void requireEqual(
      XorEncoder encoder, RangeRuns runs, Samples samples, int[] ticks) {
    int[] tickOf = Arrays.copyOf(ticks, ticks.length + 3);
    int[] runOf = new int[ticks.length + 3];
    long[] millis = new long[ticks.length];
    long[] bits = new long[ticks.length];
    int run = runs.firstRun(0);
    for (int i = 0; i < ticks.length; i++) {
      run = runs.inForce(ticks[i], run, runs.endRun(0));
      runOf[i] = run;
      millis[i] = samples.millis()[ticks[i]];
      bits[i] = samples.valueBits()[ticks[i]];
    }
    encoder.encode(tickOf, runOf, ticks.length);
    byte[] data = new byte[encoder.lengthBytes()];
    encoder.copyTo(data, 0);
    byte[] expected = NaiveXorEncoder.encode(new Samples(millis, bits), 0, ticks.length);
    assertThat(Arrays.equals(data, expected)).as("the bytes of %d samples", bits.length).isTrue();
  }

  private static void requireEqual(long hint, Samples samples, int before, int after)
      throws IOException {
    RangeRuns runs = samples.recorded();
    int to = samples.count() - after;
    byte[] ours = encode(new XorEncoder(runs), runs, before, to);
    byte[] expected = NaiveXorEncoder.encode(samples, before, to);
    assertThat(Arrays.equals(ours, expected)).as("case %d: the bytes", hint).isTrue();
    assertThat(ours.length).isLessThanOrEqualTo(ChunksFormat.MAX_DATA_BYTES);
    XorDecoder decoder = new XorDecoder(ours);
    for (int i = before; i < to; i++) {
      boolean same =
          decoder.next()
              && decoder.timestampMillis() == samples.millis()[i]
              && decoder.valueBits() == samples.valueBits()[i];
      assertThat(same).as("case %d: sample %d", hint, i).isTrue();
    }
    assertThat(decoder.next()).isFalse();
  }

  static byte[] encode(XorEncoder encoder, RangeRuns runs, int fromTick, int toTick) {
    int run = runs.firstRun(0);
    while (run + 1 < runs.endRun(0) && runs.tick(run + 1) <= fromTick) {
      run++;
    }
    encoder.encode(fromTick, toTick, run, runs.endRun(0));
    byte[] data = new byte[encoder.lengthBytes()];
    encoder.copyTo(data, 0);
    return data;
  }
}
