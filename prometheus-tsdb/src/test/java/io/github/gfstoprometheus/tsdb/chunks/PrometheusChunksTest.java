package io.github.gfstoprometheus.tsdb.chunks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.testkit.prometheus.ListedBlock;
import io.github.gfstoprometheus.testkit.prometheus.Promtool;
import io.github.gfstoprometheus.tsdb.index.ChunkMeta;
import io.github.gfstoprometheus.tsdb.index.IndexReader;
import io.github.gfstoprometheus.tsdb.timeline.RangeRuns;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same samples through Prometheus' own encoder: the same bytes. */
class PrometheusChunksTest {
  private static final int SERIES = 150;

  /** The NaN that Prometheus makes of the text "NaN". */
  private static final long PROMETHEUS_NAN = 0x7ff8_0000_0000_0001L;

  private static final double[] SPECIAL = {
    0.0, -0.0, 1, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, 1e300
  };

  @TempDir Path directory;

  @Test
  void ourChunksAreBitForBitThoseOfPrometheus() throws IOException {
    Random random = new Random(1);
    List<Samples> series = new ArrayList<>();
    for (int i = 0; i < SERIES; i++) {
      series.add(samples(random));
    }
    Path blocks = Files.createDirectory(directory.resolve("blocks"));
    Promtool.createBlocksFromOpenMetrics(openMetrics(series), blocks);
    int chunks = 0;
    for (ListedBlock block : Promtool.list(blocks)) {
      chunks += compare(blocks.resolve(block.ulid()), series);
    }
    assertThat(chunks).isGreaterThan(1000);
  }

  /** Compares each chunk of a block that Prometheus wrote with ours of the same samples. */
  private static int compare(Path block, List<Samples> series) throws IOException {
    IndexReader index = new IndexReader(block.resolve("index"));
    SegmentReader segments = new SegmentReader(block.resolve("chunks"));
    int chunks = 0;
    for (int id : index.allSeries()) {
      IndexReader.Series entry = index.series(id);
      Samples samples = series.get(Integer.parseInt(entry.labels().value("number")));
      RangeRuns runs = samples.recorded();
      XorEncoder encoder = new XorEncoder(runs);
      for (ChunkMeta chunk : entry.chunks()) {
        int from = Arrays.binarySearch(samples.millis(), chunk.minMillis());
        int to = Arrays.binarySearch(samples.millis(), chunk.maxMillis()) + 1;
        requireEqual(segments.chunk(chunk.reference()), samples, from, to);
        byte[] ours = XorEncoderTest.encode(encoder, runs, from, to);
        assertThat(ours)
            .as("%s, chunk from %d on", entry.labels(), chunk.minMillis())
            .isEqualTo(withoutSpareByte(data(block, chunk.reference()), ours.length));
        chunks++;
      }
    }
    return chunks;
  }

  private static void requireEqual(ChunkCursor chunk, Samples samples, int from, int to)
      throws IOException {
    assertThat(chunk.sampleCount()).isEqualTo(to - from);
    for (int i = from; i < to; i++) {
      assertThat(chunk.next()).isTrue();
      assertThat(chunk.timestampMillis()).isEqualTo(samples.millis()[i]);
      assertThat(chunk.valueBits()).isEqualTo(samples.valueBits()[i]);
    }
    assertThat(chunk.next()).isFalse();
  }

  /** Older versions, 2.42 among them, begin another byte when the last one is just full. */
  private static byte[] withoutSpareByte(byte[] data, int length) {
    boolean spare = data.length == length + 1 && data[length] == 0;
    return spare ? Arrays.copyOf(data, length) : data;
  }

  private static byte[] data(Path block, long reference) throws IOException {
    String segment = String.format(Locale.ROOT, "%06d", (reference >>> 32) + 1);
    ByteBuffer bytes =
        ByteBuffer.wrap(Files.readAllBytes(block.resolve("chunks").resolve(segment)));
    bytes.position((int) reference);
    int low = bytes.get();
    byte[] data = new byte[low >= 0 ? low : (low & 0x7f) | bytes.get() << 7];
    assertThat(bytes.get()).as("encoding").isEqualTo((byte) 1);
    bytes.get(data);
    return data;
  }

  private Path openMetrics(List<Samples> series) throws IOException {
    StringBuilder text = new StringBuilder("# TYPE samples gauge\n");
    for (int number = 0; number < series.size(); number++) {
      Samples samples = series.get(number);
      for (int i = 0; i < samples.count(); i++) {
        text.append("samples{number=\"").append(number).append("\"} ");
        double value = Double.longBitsToDouble(samples.valueBits()[i]);
        text.append(Double.isInfinite(value) ? (value > 0 ? "+Inf" : "-Inf") : value);
        text.append(' ').append(seconds(samples.millis()[i])).append('\n');
      }
    }
    return Files.writeString(directory.resolve("text"), text.append("# EOF\n"));
  }

  /** Samples in about four hours; steps of time and kinds of values change on the way. */
  private static Samples samples(Random random) {
    int count = 1 + random.nextInt(1500);
    long[] millis = new long[count];
    long[] bits = new long[count];
    int step = 1 + random.nextInt(15_000);
    int kind = random.nextInt(4);
    long time = 1_700_000_000_000L;
    double value = 0;
    for (int i = 0; i < count; i++) {
      time +=
          switch (random.nextInt(30)) {
            case 0 -> random.nextInt(900_000);
            case 1 -> random.nextInt(100_000);
            case 2, 3, 4, 5, 6, 7 -> random.nextInt(2 * step);
            default -> step;
          };
      time = Math.max(time, i == 0 ? time : millis[i - 1] + 1);
      while (time != readBack(time)) {
        time++;
      }
      value = random.nextInt(4) > 0 ? value : value(random, kind);
      millis[i] = time;
      bits[i] = Double.isNaN(value) ? PROMETHEUS_NAN : Double.doubleToRawLongBits(value);
    }
    return new Samples(millis, bits);
  }

  private static double value(Random random, int kind) {
    return switch (kind) {
      case 0 -> SPECIAL[random.nextInt(SPECIAL.length)];
      case 1 -> random.nextInt(1000);
      case 2 -> random.nextInt(10) == 0 ? Double.NaN : random.nextGaussian();
      default -> Double.longBitsToDouble(random.nextLong() & ~(1L << 62));
    };
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%d.%03d", millis / 1000, millis % 1000);
  }

  /** The time that Prometheus' parser makes of it: it multiplies and cuts off. */
  private static long readBack(long millis) {
    return (long) (Double.parseDouble(seconds(millis)) * 1000);
  }
}
