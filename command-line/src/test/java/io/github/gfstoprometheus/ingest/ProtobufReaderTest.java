package io.github.gfstoprometheus.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.cli.CommandRun;
import io.github.gfstoprometheus.fixtures.SampleArchive;
import io.github.gfstoprometheus.protocol.MetricType;
import io.github.gfstoprometheus.protocol.RequestEncoder;
import io.github.gfstoprometheus.protocol.SampleTimes;
import io.github.gfstoprometheus.protocol.SeriesMetadata;
import io.github.gfstoprometheus.protocol.StreamWriter;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.StaleMarker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProtobufReaderTest {
  private static final LabelSet UP = LabelSet.of(Map.of("__name__", "up"));
  private static final String FIRST = Ingested.sample(UP, 1, 1000);
  private static final String SECOND = "{__name__=\"up\"} stale 2000";

  /** Where the first message begins: behind the header and a length. */
  private static final int FIRST_MESSAGE = 9;

  /** Two messages of one sample each. */
  private static byte[] stream() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (StreamWriter stream = new StreamWriter(out)) {
      RequestEncoder requests = new RequestEncoder(1000, stream::write);
      requests.series(UP, new SeriesMetadata(MetricType.GAUGE, "", ""));
      requests.samples(SampleTimes.of(1000), 0, 1, Double.doubleToRawLongBits(1));
      requests.flush();
      requests.series(UP, SeriesMetadata.NONE);
      requests.samples(SampleTimes.of(2000), 0, 1, StaleMarker.BITS);
      requests.flush();
      stream.end();
    }
    return out.toByteArray();
  }

  private static Ingested read(byte[] bytes) throws IOException {
    return Ingested.of(IngestFormat.PROTOBUF, bytes);
  }

  /** A stream of one message. */
  private static byte[] streamOf(String messageHex) {
    String hex = messageHex.replace(" ", "");
    String length = HexFormat.of().toHexDigits((byte) (hex.length() / 2));
    return HexFormat.of().parseHex("895052570d0a1a01" + length + hex + "00");
  }

  @Test
  void samplesOfAllMessagesAreTaken() throws IOException {
    Ingested in = read(stream());
    assertThat(in.problems()).isEmpty();
    assertThat(in.samples()).containsExactly(FIRST, SECOND);
    assertThat(in.figures()).isEqualTo(new IngestFigures(2, 2, 0, 0, 0, 0, 1000, 2000));
  }

  @Test
  void aCutIsToldAndWhatStoodBeforeIsTaken() throws IOException {
    byte[] whole = stream();
    int second = FIRST_MESSAGE + whole[FIRST_MESSAGE - 1];

    Ingested between = read(Arrays.copyOf(whole, second));
    assertThat(between.samples()).containsExactly(FIRST);
    assertThat(between.problems())
        .containsExactly(
            "in: byte %d: expected the length of a message, or 0 at the end of the stream, found the end of the input: the stream was cut between two messages; what stood before is taken"
                .formatted(second));

    Ingested within = read(Arrays.copyOf(whole, second + 4));
    assertThat(within.samples()).containsExactly(FIRST);
    assertThat(within.problems())
        .containsExactly(
            "in: byte %d: expected a message of %d bytes, found 3 bytes: the stream was cut within a message; what stood before is taken"
                .formatted(second + 1, whole[second]));

    Ingested nothing = read(new byte[0]);
    assertThat(nothing.problems())
        .containsExactly(
            "in: byte 0: expected a header of 8 bytes, found the end of the input: the stream was cut within its header; what stood before is taken");
  }

  @Test
  void aMalformedMessageIsLeftOutWithItsByteAndTheNextOneIsRead() throws IOException {
    byte[] bytes = stream();
    bytes[FIRST_MESSAGE] = 0x23; // a symbol with a wire type that there is not
    Ingested in = read(bytes);
    assertThat(in.samples()).containsExactly(SECOND);
    assertThat(in.problems())
        .containsExactly(
            "in: message at byte 9, byte 10 of the input: expected a field of wire type 0, 1, 2 or 5, found wire type 3; the message is left out");
    assertThat(in.figures().malformed()).isEqualTo(1);
  }

  @Test
  void aMessageWithATimeInAnotherUnitIsLeftOut() throws IOException {
    // Symbols "", "a"; labels a="a"; a sample at 1,700,000,000,000,000, microseconds.
    Ingested in = read(streamOf("2200 220161 2a0f 0a020101 1209 10 8080f9c0c1c48203"));
    assertThat(in.samples()).isEmpty();
    assertThat(in.problems().toString())
        .contains(
            "expected times in milliseconds since 1970 and before the year 2200, found 1700000000000000;");
    assertThat(in.figures().malformed()).isEqualTo(1);
  }

  @Test
  void histogramsAndExemplarsAreToldOnce() throws IOException {
    Ingested in = read(streamOf("2200 220161 2a14 0a020101 1a020807 22020807 12021005 1a020807"));
    assertThat(in.samples()).containsExactly("{a=\"a\"} 0.0 5");
    assertThat(in.problems())
        .containsExactly(
            "in: expected samples only, found 2 native histograms and 1 exemplars, which are left out");
  }

  @Test
  void whatIsNoStreamIsTold() throws IOException {
    Ingested in = Ingested.of(IngestFormat.PROTOBUF, "up 1 1000\n# EOF\n");
    assertThat(in.samples()).isEmpty();
    assertThat(in.problems().toString()).contains("in: byte 0: expected the header 89 50 52 57");
  }

  @Test
  void anInputThatFailsOrIsBrokenOffIsNotToldAsACutToo() throws IOException {
    byte[] part = Arrays.copyOf(stream(), FIRST_MESSAGE + stream()[FIRST_MESSAGE - 1] + 5);
    Ingested failing =
        Ingested.of(
            IngestFormat.PROTOBUF,
            new FilterInputStream(new ByteArrayInputStream(part)) {
              @Override
              public int read(byte[] target, int offset, int length) throws IOException {
                int count = super.read(target, offset, length);
                if (count < 0) {
                  throw new IOException("torn");
                }
                return count;
              }
            });
    assertThat(failing.samples()).containsExactly(FIRST);
    assertThat(failing.problems()).isEmpty();

    List<String> problems = new ArrayList<>();
    ByteArrayInputStream bytes = new ByteArrayInputStream(part);
    IngestInput input = new IngestInput("in", bytes, () -> bytes.available() == 0);
    Intake intake = new Intake(new NoSink(), problems::add);
    Ingested.readAll(IngestFormat.PROTOBUF.open(input, intake));
    assertThat(intake.figures().samples()).isEqualTo(1);
    assertThat(problems).isEmpty();
  }

  /** Two formats, one export: labels, values with their signs and NaNs, times, stale markers. */
  @Test
  void anExportReadsBackAsThatInLinesOfJson(@TempDir Path directory) throws IOException {
    Path stream = directory.resolve("a.prw");
    Path lines = directory.resolve("a.jsonl");
    for (Path file : List.of(stream, lines)) {
      CommandRun run =
          CommandRun.of("export", SampleArchive.path(), "--output", file, "--batch", "1m");
      assertThat(run.exitCode()).isZero();
    }
    Ingested fromStream = read(Files.readAllBytes(stream));
    Ingested fromLines = Ingested.of(IngestFormat.JSONL, Files.readAllBytes(lines));
    assertThat(fromStream.problems()).isEmpty();
    assertThat(fromStream.samples()).hasSizeGreaterThan(291_274);
    assertThat(fromLines.samples()).hasSameSizeAs(fromStream.samples());
    assertThat(Set.copyOf(fromStream.samples()).equals(Set.copyOf(fromLines.samples()))).isTrue();
  }
}
