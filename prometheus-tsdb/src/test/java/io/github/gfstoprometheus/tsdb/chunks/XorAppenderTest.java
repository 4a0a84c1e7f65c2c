package io.github.gfstoprometheus.tsdb.chunks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XorAppenderTest {
  @ParameterizedTest
  @CsvSource({"1, 500", "2, 3000", "3, 3000", "7, 3000", "120, 3000", "65535, 5"})
  void aChunkHasTheBytesOfTheNaiveEncoder(int samples, int times) throws IOException {
    XorAppender appender = new XorAppender();
    for (int seed = 0; seed < times; seed++) {
      Samples expected = Samples.random(new Random(seed), samples);
      appender.clear();
      for (int i = 0; i < samples; i++) {
        appender.append(expected.millis()[i], expected.valueBits()[i]);
      }
      assertThat(appender.data()).isEqualTo(NaiveXorEncoder.encode(expected, 0, samples));
      assertThat(appender.count()).isEqualTo(samples);
      assertThat(appender.firstMillis()).isEqualTo(expected.millis()[0]);
      assertThat(appender.lastMillis()).isEqualTo(expected.millis()[samples - 1]);
      assertThat(appender.lastValueBits()).isEqualTo(expected.valueBits()[samples - 1]);
      requireRead(appender.data(), expected);
    }
  }

  @Test
  void whatItHoldsCanBeReadWhileItGrows() throws IOException {
    Samples samples = Samples.random(new Random(1), 300);
    XorAppender appender = new XorAppender();
    for (int i = 0; i < samples.count(); i++) {
      appender.append(samples.millis()[i], samples.valueBits()[i]);
      assertThat(appender.data()).isEqualTo(NaiveXorEncoder.encode(samples, 0, i + 1));
    }
  }

  private static void requireRead(byte[] data, Samples expected) throws IOException {
    ChunkCursor cursor = ChunkCursor.ofMemory(data);
    for (int i = 0; i < expected.count(); i++) {
      if (!cursor.next()
          || cursor.timestampMillis() != expected.millis()[i]
          || cursor.valueBits() != expected.valueBits()[i]) {
        throw new AssertionError("sample " + i);
      }
    }
    assertThat(cursor.next()).isFalse();
  }
}
