package io.github.gfstoprometheus.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadAheadTest {
  @Test
  void allBytesComeInTheirOrder() throws IOException {
    for (int length : new int[] {0, 1, 262_143, 262_144, 262_145, 5_000_000}) {
      byte[] bytes = new byte[length];
      new Random(length).nextBytes(bytes);
      try (ReadAhead input = ReadAhead.of(() -> new ByteArrayInputStream(bytes), () -> false)) {
        assertThat(input.readAllBytes()).isEqualTo(bytes);
        assertThat(input.read()).isEqualTo(-1);
      }
    }
  }

  @Test
  void whatWasReadBeforeAFailureComesBeforeIt() {
    byte[] bytes = new byte[1_000_000];
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(bytes),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("broken");
              }

              @Override
              public int read(byte[] target, int offset, int length) throws IOException {
                throw new IOException("broken");
              }
            });
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    try (ReadAhead input = ReadAhead.of(() -> broken, () -> false)) {
      assertThatThrownBy(() -> input.transferTo(read)).hasMessage("broken");
      assertThatThrownBy(input::read).hasMessage("broken");
    }
    assertThat(read.size()).isEqualTo(bytes.length);
  }

  @Test
  void whatCannotBeOpenedFailsAtTheFirstByte() {
    IngestSource.Opening closed =
        () -> {
          throw new IOException("closed");
        };
    try (ReadAhead input = ReadAhead.of(closed, () -> false)) {
      assertThatThrownBy(input::read).hasMessage("closed");
    }
  }

  @Test
  void aDefectOfADecompressorIsAFailureAndNoHang() {
    IngestSource.Opening broken =
        () -> {
          throw new UnsatisfiedLinkError("no library");
        };
    try (ReadAhead input = ReadAhead.of(broken, () -> false)) {
      assertThatThrownBy(input::read)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no library");
    }
  }

  @Test
  void aSilentProducerDoesNotKeepTheReaderFromEnding() throws Exception {
    AtomicBoolean wantsEnd = new AtomicBoolean();
    PipedInputStream pipe = new PipedInputStream();
    try (PipedOutputStream producer = new PipedOutputStream(pipe);
        ReadAhead input = ReadAhead.of(() -> pipe, wantsEnd::get)) {
      producer.write(7);
      producer.flush();
      assertThat(input.read()).isEqualTo(7);
      new Thread(
              () -> {
                sleep();
                wantsEnd.set(true);
              })
          .start();
      assertThat(input.read()).isEqualTo(-1);
      assertThat(wantsEnd).isTrue();
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
