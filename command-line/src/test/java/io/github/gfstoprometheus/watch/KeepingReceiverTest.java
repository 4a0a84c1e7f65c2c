package io.github.gfstoprometheus.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedOutputStream;
import io.airlift.compress.snappy.SnappyCompressor;
import io.github.gfstoprometheus.watch.KeepingReceiver.Mood;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The receiver that judges the watch must see what it is to judge. */
class KeepingReceiverTest {
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void whatIsAcceptedIsKeptAndARepetitionIsNoFault() throws Exception {
    try (KeepingReceiver receiver = new KeepingReceiver(1)) {
      assertThat(send(receiver.url(), 1000, 5)).isEqualTo(204);
      assertThat(send(receiver.url(), 1000, 5)).isEqualTo(204);
      assertThat(send(receiver.url(), 2000, 6)).isEqualTo(204);
      assertThat(receiver.samples().count()).isEqualTo(2);
      assertThat(receiver.repeated()).isEqualTo(1);
      assertThat(receiver.sampleCount()).isEqualTo(2);
      assertThat(receiver.faults()).isEmpty();
    }
  }

  @Test
  void anotherValueAndASampleThatComesTooLateAreFaults() throws Exception {
    try (KeepingReceiver receiver = new KeepingReceiver(1)) {
      send(receiver.url(), 2000, 5);
      send(receiver.url(), 2000, 6);
      send(receiver.url(), 1000, 5);
      assertThat(receiver.faults()).hasSize(2);
      assertThat(receiver.faults().get(1)).contains("1000 is new after 2000");
    }
  }

  @Test
  void whoIsAwayAcceptsNothing() throws Exception {
    try (KeepingReceiver receiver = new KeepingReceiver(1)) {
      receiver.setMood(Mood.AWAY);
      assertThat(send(receiver.url(), 2000, 5)).isEqualTo(503);
      assertThat(receiver.requests()).isZero();
      assertThat(receiver.refusals()).isEqualTo(1);
    }
  }

  @Test
  void aDoorwayLeadsToWhateverIsBehindIt() throws Exception {
    try (KeepingReceiver receiver = new KeepingReceiver(1);
        Doorway doorway = new Doorway()) {
      String url = doorway.url("/api/v1/write");
      assertThat(isCut(url)).isTrue();
      doorway.openTo(URI.create(receiver.url()));
      assertThat(send(url, 1000, 5)).isEqualTo(204);
      doorway.shut();
      assertThat(isCut(url)).isTrue();
      doorway.openTo(URI.create(receiver.url()));
      assertThat(send(url, 2000, 5)).isEqualTo(204);
      assertThat(receiver.samples().count()).isEqualTo(2);
    }
  }

  private boolean isCut(String url) throws InterruptedException {
    try {
      send(url, 500, 5);
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private int send(String url, long timestampMillis, double value)
      throws IOException, InterruptedException {
    byte[] sample =
        message(
            out -> {
              out.writeDouble(1, value);
              out.writeInt64(2, timestampMillis);
            });
    byte[] series =
        message(
            out -> {
              out.writeByteArray(1, label("__name__", "gemfire_beats"));
              out.writeByteArray(1, label("exported_instance", "server-1"));
              out.writeByteArray(2, sample);
            });
    byte[] plain = message(out -> out.writeByteArray(1, series));
    SnappyCompressor snappy = new SnappyCompressor();
    byte[] packed = new byte[snappy.maxCompressedLength(plain.length)];
    int length = snappy.compress(plain, 0, plain.length, packed, 0, packed.length);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/x-protobuf")
            .header("Content-Encoding", "snappy")
            .POST(BodyPublishers.ofByteArray(Arrays.copyOf(packed, length)))
            .build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }

  private static byte[] label(String name, String value) throws IOException {
    return message(
        out -> {
          out.writeString(1, name);
          out.writeString(2, value);
        });
  }

  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    fields.write(out);
    out.flush();
    return bytes.toByteArray();
  }
}
