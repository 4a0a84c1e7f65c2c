package io.github.gfstoprometheus.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.DynamicMessage;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.StaleMarker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A series of a message, in a form in which two can be compared. */
record TestSeries(LabelSet labels, SeriesMetadata metadata, List<TestSample> samples) {
  /** A sample, its value in bits. */
  record TestSample(long timestampMillis, long valueBits) {}

  private static final String[] TEXTS = {"a", "ä", "日本", "😀", "with \"quotes\"", "x".repeat(200)};

  /** The types by their numbers. */
  private static final List<MetricType> TYPES =
      List.of(MetricType.UNSPECIFIED, MetricType.COUNTER, MetricType.GAUGE);

  private static final double[] VALUES = {0, -0.0, 1, 0.1, Double.NaN, Double.NEGATIVE_INFINITY};

  /** Some series that differ in a label, of one to some samples, at times that rise. */
  static List<TestSeries> random(Random random, int count, int mostSamples) {
    List<TestSeries> series = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, String> labels = new HashMap<>(Map.of("__name__", "m" + i));
      for (int label = random.nextInt(4); label > 0; label--) {
        labels.put("l" + label, TEXTS[random.nextInt(TEXTS.length)]);
      }
      SeriesMetadata metadata =
          new SeriesMetadata(
              TYPES.get(random.nextInt(3)),
              random.nextBoolean() ? "" : "help " + i,
              random.nextBoolean() ? "" : "bytes");
      series.add(new TestSeries(LabelSet.of(labels), metadata, samples(random, mostSamples)));
    }
    return series;
  }

  private static List<TestSample> samples(Random random, int most) {
    List<TestSample> samples = new ArrayList<>();
    long millis = 1 + random.nextLong(1L << random.nextInt(1, 42));
    for (int left = 1 + random.nextInt(most); left > 0; left--) {
      long bits = Double.doubleToRawLongBits(VALUES[random.nextInt(VALUES.length)]);
      samples.add(new TestSample(millis, random.nextInt(9) == 0 ? StaleMarker.BITS : bits));
      millis += 1 + random.nextInt(2000);
    }
    return samples;
  }

  /** What the encoder makes of series, as messages. */
  static List<byte[]> encode(List<TestSeries> series, int mostBytes) throws IOException {
    return encode(ProtocolVersion.TWO, series, mostBytes);
  }

  /** What the encoder of a version makes of series, as messages. */
  static List<byte[]> encode(ProtocolVersion version, List<TestSeries> series, int mostBytes)
      throws IOException {
    List<byte[]> messages = new ArrayList<>();
    RequestEncoder requests =
        new RequestEncoder(
            version,
            mostBytes,
            request -> {
              ByteString.Output out = ByteString.newOutput();
              request.writeTo(out);
              messages.add(out.toByteString().toByteArray());
            });
    for (TestSeries one : series) {
      requests.series(one.labels, one.metadata);
      one.encodeSamples(requests);
    }
    requests.flush();
    return messages;
  }

  /** Adds the samples as runs of one value. */
  private void encodeSamples(RequestEncoder requests) throws IOException {
    SampleTimes times = SampleTimes.of(samples.size(), tick -> samples.get(tick).timestampMillis());
    int from = 0;
    for (int tick = 1; tick <= samples.size(); tick++) {
      long bits = samples.get(from).valueBits();
      if (tick == samples.size() || samples.get(tick).valueBits() != bits) {
        requests.samples(times, from, tick, bits);
        from = tick;
      }
    }
  }

  /** What the real library finds in a message. */
  static List<TestSeries> of(DynamicMessage request) {
    List<TestSeries> found = new ArrayList<>();
    List<?> symbols = list(request, "symbols");
    for (Object message : list(request, "timeseries")) {
      DynamicMessage timeseries = (DynamicMessage) message;
      List<?> refs = list(timeseries, "labels_refs");
      Map<String, String> labels = new LinkedHashMap<>();
      for (int i = 0; i < refs.size(); i += 2) {
        labels.put(
            (String) symbols.get((Integer) refs.get(i)),
            (String) symbols.get((Integer) refs.get(i + 1)));
      }
      List<TestSample> samples = new ArrayList<>();
      for (Object sample : list(timeseries, "samples")) {
        samples.add(
            new TestSample(
                (Long) get((DynamicMessage) sample, "timestamp"),
                Double.doubleToRawLongBits((Double) get((DynamicMessage) sample, "value"))));
      }
      DynamicMessage metadata = (DynamicMessage) get(timeseries, "metadata");
      found.add(
          new TestSeries(
              LabelSet.of(labels),
              new SeriesMetadata(
                  TYPES.get(((EnumValueDescriptor) get(metadata, "type")).getNumber()),
                  (String) symbols.get((Integer) get(metadata, "help_ref")),
                  (String) symbols.get((Integer) get(metadata, "unit_ref"))),
              samples));
    }
    return found;
  }

  /** What the decoder finds in a message, which says nothing of metadata. */
  static List<TestSeries> decode(byte[] message) throws MalformedRequestException, IOException {
    RequestDecoder decoder = new RequestDecoder();
    byte[] amidst = new byte[message.length + 9];
    System.arraycopy(message, 0, amidst, 5, message.length);
    decoder.decode(amidst, 5, 5 + message.length);
    List<TestSeries> found = new ArrayList<>();
    decoder.forEach(
        new RequestDecoder.Listener() {
          @Override
          public void series(LabelSet labels) {
            found.add(new TestSeries(labels, SeriesMetadata.NONE, new ArrayList<>()));
          }

          @Override
          public void sample(long timestampMillis, long valueBits) {
            List<TestSample> samples = found.get(found.size() - 1).samples;
            samples.add(new TestSample(timestampMillis, valueBits));
          }
        });
    return found;
  }

  TestSeries withoutMetadata() {
    return new TestSeries(labels, SeriesMetadata.NONE, samples);
  }

  /** These series, with those that stand in several messages joined. */
  static List<TestSeries> joined(List<TestSeries> parts) {
    List<TestSeries> joined = new ArrayList<>();
    for (TestSeries part : parts) {
      TestSeries last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null && last.labels.equals(part.labels)) {
        last.samples.addAll(part.samples);
      } else {
        joined.add(new TestSeries(part.labels, part.metadata, new ArrayList<>(part.samples)));
      }
    }
    return joined;
  }

  /** This series as a message of the real library, for symbols that have all its texts. */
  DynamicMessage toMessage(DocumentedSchema schema, List<String> symbols) {
    Descriptor timeseries = schema.message("TimeSeries");
    DynamicMessage.Builder builder = DynamicMessage.newBuilder(timeseries);
    labels.forEach(
        (name, value) -> {
          for (String text : List.of(name, value)) {
            if (!symbols.contains(text)) {
              symbols.add(text);
            }
            builder.addRepeatedField(
                timeseries.findFieldByName("labels_refs"), symbols.indexOf(text));
          }
        });
    Descriptor sample = schema.message("Sample");
    for (TestSample each : samples) {
      builder.addRepeatedField(
          timeseries.findFieldByName("samples"),
          DynamicMessage.newBuilder(sample)
              .setField(sample.findFieldByName("value"), Double.longBitsToDouble(each.valueBits()))
              .setField(sample.findFieldByName("timestamp"), each.timestampMillis())
              .build());
    }
    return builder.build();
  }

  private static List<?> list(DynamicMessage message, String field) {
    return (List<?>) get(message, field);
  }

  private static Object get(DynamicMessage message, String field) {
    return message.getField(message.getDescriptorForType().findFieldByName(field));
  }
}
