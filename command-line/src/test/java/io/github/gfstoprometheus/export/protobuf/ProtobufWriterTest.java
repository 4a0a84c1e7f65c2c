package io.github.gfstoprometheus.export.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.protocol.StreamReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProtobufWriterTest {
  @Test
  void onlyAnExportThatWasFinishedHasAnEndMark() throws Exception {
    ByteArrayOutputStream finished = new ByteArrayOutputStream();
    try (ProtobufWriter writer = new ProtobufWriter(finished)) {
      writer.finish();
      assertThat(writer.bytesOut()).isEqualTo(9);
    }
    ByteArrayOutputStream brokenOff = new ByteArrayOutputStream();
    try (ProtobufWriter writer = new ProtobufWriter(brokenOff)) {
      writer.breakOff();
    }
    assertThat(brokenOff.toByteArray())
        .isEqualTo(Arrays.copyOf(finished.toByteArray(), finished.size() - 1));
    StreamReader reader = new StreamReader(new ByteArrayInputStream(brokenOff.toByteArray())::read);
    assertThat(reader.next()).isFalse();
    assertThat(reader.cut()).isPresent();
  }
}
