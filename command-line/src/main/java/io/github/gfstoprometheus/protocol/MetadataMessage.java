package io.github.gfstoprometheus.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A message of version 1.0 without samples, which says what metrics are. Senders that are usual
 * send them apart from samples, and so all receivers take them.
 */
public final class MetadataMessage {
  private final Bytes bytes = new Bytes();
  private final Bytes fields = new Bytes();

  /** A message that says nothing yet. */
  public MetadataMessage() {}

  /** Adds what is known of a metric. */
  public void add(String metric, SeriesMetadata metadata) {
    fields.clear();
    if (metadata.type() != MetricType.UNSPECIFIED) {
      fields.put(RemoteWriteFormat.FAMILY_TYPE);
      fields.put(metadata.type().number());
    }
    putUnlessEmpty(RemoteWriteFormat.FAMILY_NAME, metric);
    putUnlessEmpty(RemoteWriteFormat.FAMILY_HELP, metadata.help());
    putUnlessEmpty(RemoteWriteFormat.FAMILY_UNIT, metadata.unit());
    bytes.putField(RemoteWriteFormat.FAMILIES, fields);
  }

  private void putUnlessEmpty(int tag, String text) {
    if (!text.isEmpty()) {
      fields.putField(tag, text.getBytes(UTF_8));
    }
  }

  /** The message, valid until more is added. */
  public EncodedRequest request() {
    return new EncodedRequest(bytes, new Bytes());
  }
}
