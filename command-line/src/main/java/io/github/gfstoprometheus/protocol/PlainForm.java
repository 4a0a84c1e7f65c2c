package io.github.gfstoprometheus.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;

/**
 * Series of version 1.0: labels are texts, again with each series. Metadata are no part of a
 * series; a {@link MetadataMessage} has them.
 */
final class PlainForm implements RequestForm {
  /** The most that a label costs beside its texts: three tags with lengths. */
  private static final int LABEL_OVERHEAD_BYTES = 3 * (1 + 5);

  private static final int MAX_UTF8_BYTES = 3;

  private final Bytes head = new Bytes();

  @Override
  public Bytes head() {
    return head;
  }

  @Override
  public long mostBytesToBegin(LabelSet labels, SeriesMetadata metadata) {
    long bytes = 0;
    for (int label = 0; label < labels.size(); label++) {
      long characters = (long) labels.name(label).length() + labels.value(label).length();
      bytes += MAX_UTF8_BYTES * characters + LABEL_OVERHEAD_BYTES;
    }
    return bytes;
  }

  @Override
  public void begin(LabelSet labels, SeriesMetadata metadata, Bytes before, Bytes behind) {
    for (int label = 0; label < labels.size(); label++) {
      byte[] name = labels.name(label).getBytes(UTF_8);
      byte[] value = labels.value(label).getBytes(UTF_8);
      before.put(RemoteWriteFormat.LABELS);
      before.putVarint(fieldBytes(name) + fieldBytes(value));
      before.putField(RemoteWriteFormat.LABEL_NAME, name);
      before.putField(RemoteWriteFormat.LABEL_VALUE, value);
    }
  }

  private static int fieldBytes(byte[] content) {
    return 1 + Bytes.varintBytes(content.length) + content.length;
  }

  @Override
  public void clear() {}
}
