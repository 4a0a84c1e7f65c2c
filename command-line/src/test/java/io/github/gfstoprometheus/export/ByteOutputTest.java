package io.github.gfstoprometheus.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ByteOutputTest {
  private static final int BUFFER_BYTES = 16;

  private final ByteArrayOutputStream expected = new ByteArrayOutputStream();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @Test
  void whatIsRepeatedIsCopiedOverBordersOfTheBufferAndIfItIsLongerThanThat() throws IOException {
    for (int before = 0; before <= BUFFER_BYTES; before++) {
      for (int length = 1; length <= 2 * BUFFER_BYTES + 1; length++) {
        for (int times = 0; times <= BUFFER_BYTES + 1; times++) {
          repeat(before, length, times);
        }
      }
    }
    assertThat(written.size()).isPositive();
  }

  private void repeat(int before, int length, int times) throws IOException {
    expected.reset();
    written.reset();
    ByteOutput out = new ByteOutput(written, BUFFER_BYTES);
    put(bytes(before, 'a'), out);
    byte[] repeated = bytes(length, 'A');
    out.repeat(repeated, times);
    for (int i = 0; i < times; i++) {
      expected.write(repeated);
    }
    put(bytes(3, 'x'), out);
    demandAllIsWritten(out);
  }

  @Test
  void bytesOfAnyNumberComeInOrder() throws IOException {
    ByteOutput out = new ByteOutput(written, BUFFER_BYTES);
    for (int length = 0; length <= 3 * BUFFER_BYTES; length++) {
      put(bytes(length, '0'), out);
      out.put('.');
      expected.write('.');
    }
    demandAllIsWritten(out);
  }

  @Test
  void aPartOfAnArrayIsPut() throws IOException {
    ByteOutput out = new ByteOutput(written, BUFFER_BYTES);
    byte[] bytes = bytes(100, '0');
    for (int from = 0; from < bytes.length; from += 7) {
      out.put(bytes, from, bytes.length - from);
      expected.write(bytes, from, bytes.length - from);
    }
    demandAllIsWritten(out);
  }

  @Test
  void theUsualBufferHoldsBytesBackUntilTheyAreWanted() throws IOException {
    ByteOutput out = new ByteOutput(written);
    put(bytes(1000, '0'), out);

    assertThat(written.size()).isZero();
    assertThat(out.count()).isEqualTo(1000);
    out.flush();
    assertThat(written.size()).isEqualTo(1000);
    out.repeat(bytes(1001, '0'), 1000);
    assertThat(out.count()).isEqualTo(1_002_000);
    out.close();
    assertThat(written.size()).isEqualTo(1_002_000);
  }

  private void put(byte[] bytes, ByteOutput out) throws IOException {
    out.put(bytes);
    expected.write(bytes);
  }

  private void demandAllIsWritten(ByteOutput out) throws IOException {
    assertThat(out.count()).isEqualTo(expected.size());
    out.close();
    assertThat(out.count()).isEqualTo(expected.size());
    assertThat(written.toByteArray()).isEqualTo(expected.toByteArray());
  }

  private static byte[] bytes(int length, char first) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (first + i % 26);
    }
    return bytes;
  }
}
