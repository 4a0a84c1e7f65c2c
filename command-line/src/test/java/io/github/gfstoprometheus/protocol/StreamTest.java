package io.github.gfstoprometheus.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamTest {
  /** What a reader made of bytes: the messages, and where each ends in the input. */
  private record Read(List<byte[]> messages, List<Long> ends, Optional<StreamCut> cut) {}

  private static Read read(byte[] bytes, int piece) throws IOException, MalformedStreamException {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    StreamReader reader =
        new StreamReader(
            (target, offset, length) -> in.read(target, offset, Math.min(length, piece)));
    Read read = new Read(new ArrayList<>(), new ArrayList<>(), Optional.empty());
    while (reader.next()) {
      read.messages.add(Arrays.copyOfRange(reader.buffer(), reader.start(), reader.end()));
      read.ends.add(reader.offset() + reader.end() - reader.start());
    }
    return new Read(read.messages, read.ends, reader.cut());
  }

  /** A stream of several messages, and what they say. */
  private static byte[] stream(int seed, int mostBytes) throws IOException {
    return stream(TestSeries.random(new Random(seed), 12, 100), mostBytes);
  }

  private static byte[] stream(List<TestSeries> series, int mostBytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (StreamWriter writer = new StreamWriter(out)) {
      RequestEncoder requests = new RequestEncoder(mostBytes, writer::write);
      for (TestSeries one : series) {
        requests.series(one.labels(), one.metadata());
        for (TestSeries.TestSample sample : one.samples()) {
          requests.samples(SampleTimes.of(sample.timestampMillis()), 0, 1, sample.valueBits());
        }
      }
      requests.flush();
      writer.end();
      writer.flush();
      assertThat(writer.bytesOut()).isEqualTo(out.size());
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1 << 20})
  void messagesAreFoundHoweverTheBytesArrive(int piece) throws Exception {
    List<TestSeries> series = TestSeries.random(new Random(1), 12, 20_000);
    Read read = read(stream(series, 300_000), piece);
    List<TestSeries> found = new ArrayList<>();
    for (byte[] message : read.messages) {
      found.addAll(TestSeries.decode(message));
    }
    assertThat(read.cut).isEmpty();
    assertThat(read.messages).hasSizeGreaterThan(2);
    assertThat(TestSeries.joined(found))
        .isEqualTo(series.stream().map(TestSeries::withoutMetadata).toList());
  }

  @Test
  void aStreamMayBeginWhereAnotherHasEnded() throws Exception {
    byte[] one = stream(1, 4000);
    byte[] empty = stream(List.of(), 4000);
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    for (byte[] part : List.of(empty, one, one, empty)) {
      both.write(part);
    }
    int messages = read(one, 100).messages.size();
    assertThat(read(both.toByteArray(), 100).messages).hasSize(2 * messages);
    assertThat(read(both.toByteArray(), 100).cut).isEmpty();
    assertThat(empty).hasSize(StreamFormat.HEADER_BYTES + 1);
  }

  @Test
  void eachPrefixHoldsTheMessagesBeforeItsEndAndIsACut() throws Exception {
    byte[] whole = stream(2, 2500);
    Read all = read(whole, 1000);
    assertThat(all.messages).hasSizeGreaterThan(3);
    for (int length = 0; length < whole.length; length++) {
      Read read = read(Arrays.copyOf(whole, length), 1000);
      int end = length;
      long before = all.ends.stream().filter(messageEnd -> messageEnd <= end).count();
      assertThat(
              Arrays.deepEquals(
                  read.messages.toArray(), all.messages.subList(0, (int) before).toArray()))
          .isTrue();
      StreamCut cut = read.cut.orElseThrow();
      boolean isBetween = all.ends.contains((long) length);
      assertThat(cut.place().equals("between two messages"))
          .isEqualTo(isBetween || length == StreamFormat.HEADER_BYTES);
      assertThat(cut.offset()).isLessThanOrEqualTo(length);
    }
  }

  @Test
  void anyDamagedByteGivesSamplesOrAnErrorThatSaysWhere() throws Exception {
    byte[] whole = stream(3, 2500);
    int told = 0;
    int taken = 0;
    for (int place = 0; place < whole.length; place++) {
      byte[] damaged = whole.clone();
      damaged[place] ^= (byte) (1 << (place % 8));
      try {
        for (byte[] message : read(damaged, 1000).messages) {
          try {
            taken += TestSeries.decode(message).size();
          } catch (MalformedRequestException e) {
            assertThat(e).hasMessageStartingWith("expected ");
            assertThat(e.offset()).isBetween(0, message.length);
            told++;
          }
        }
      } catch (MalformedStreamException e) {
        assertThat(e).hasMessageStartingWith("expected ");
        assertThat(e.offset()).isBetween(0L, (long) whole.length);
        told++;
      }
    }
    assertThat(told).isPositive();
    assertThat(taken).isPositive();
  }

  @Test
  void noMemoryIsTakenForALengthThatIsOnlyClaimed() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(StreamFormat.header());
    bytes.write(new byte[] {(byte) 0x80, (byte) 0x80, (byte) 0x80, 2}); // 4 MiB
    bytes.write(new byte[100]);
    ByteArrayInputStream in = new ByteArrayInputStream(bytes.toByteArray());
    StreamReader reader = new StreamReader(in::read);
    assertThat(reader.next()).isFalse();
    assertThat(reader.buffer().length).isLessThan(100_000);
    assertThat(reader.cut())
        .contains(new StreamCut(12, "a message of 4194304 bytes", "100 bytes", "within a message"));
  }

  @Test
  void aLengthAboveTheLimitEndsTheReading() {
    byte[] oneMore = {(byte) 0x81, (byte) 0x80, (byte) 0x80, 2};
    byte[] endless = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
    assertThat(malformed(oneMore))
        .hasMessage(
            "expected a message of at most 4194304 bytes, found a length of 4194305: the stream is damaged here or before, and the rest of it is left out");
    assertThat(malformed(endless)).hasMessageContaining("found a length of more than 5 bytes");
    assertThat(malformed(oneMore).offset()).isEqualTo(StreamFormat.HEADER_BYTES);
  }

  @Test
  void whatIsNoStreamIsToldApartFromWhatFollowsOneAndFromOtherVersions() {
    assertThat(notRead("{\"metric\":{}}".getBytes(UTF_8)))
        .hasMessage(
            "expected the header 89 50 52 57 0d 0a 1a 01, found 7b 22 6d 65 74 72 69 63: this is another format, which --format should say");
    assertThat(notRead(new byte[] {'x'})).hasMessageContaining("found 78: this is another");
    assertThat(malformed(new byte[] {0, 'x'}))
        .hasMessageContaining("the end of the input or a further header")
        .hasMessageContaining("found 78: what follows the end of the stream is left out");
    byte[] newer = StreamFormat.header();
    newer[7] = 2;
    assertThat(notRead(newer))
        .hasMessage(
            "expected version 1 of the protocol, found version 2: read it with a gfs-to-prometheus that knows that version");
    assertThat(notRead(newer).offset()).isEqualTo(7);
  }

  /** The fault of a stream of which this stands behind the header. */
  private static MalformedStreamException malformed(byte[] rest) {
    byte[] bytes = Arrays.copyOf(StreamFormat.header(), StreamFormat.HEADER_BYTES + rest.length);
    System.arraycopy(rest, 0, bytes, StreamFormat.HEADER_BYTES, rest.length);
    return notRead(bytes);
  }

  private static MalformedStreamException notRead(byte[] bytes) {
    return catchThrowableOfType(MalformedStreamException.class, () -> read(bytes, 1000));
  }

  @Test
  void aMessageThatNoReaderWouldTakeIsNotWritten() throws IOException {
    LabelSet labels = LabelSet.of(Map.of("a", "x".repeat(StreamFormat.MAX_MESSAGE_BYTES)));
    TestSeries series =
        new TestSeries(labels, SeriesMetadata.NONE, List.of(new TestSeries.TestSample(1, 1)));
    assertThatThrownBy(() -> stream(List.of(series), 1 << 20))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected a message of 1 to 4194304 bytes");
  }
}
