package io.github.gfstoprometheus.protocol;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;

/** Series of version 2.0: labels and metadata refer to symbols, which stand before all series. */
final class SymbolForm implements RequestForm {
  /** The most that a text costs beside its bytes: tag, length, and two references to it. */
  private static final int SYMBOL_OVERHEAD_BYTES = 1 + 5 + 2 * 5;

  private static final int MAX_UTF8_BYTES = 3;

  private final Symbols symbols = new Symbols();
  private final Bytes fields = new Bytes();

  @Override
  public Bytes head() {
    return symbols.bytes();
  }

  /** That it is mostly less does little harm. */
  @Override
  public long mostBytesToBegin(LabelSet labels, SeriesMetadata metadata) {
    long bytes = mostBytes(metadata.help()) + mostBytes(metadata.unit());
    for (int label = 0; label < labels.size(); label++) {
      bytes += mostBytes(labels.name(label)) + mostBytes(labels.value(label));
    }
    return bytes;
  }

  private static long mostBytes(String text) {
    return (long) MAX_UTF8_BYTES * text.length() + SYMBOL_OVERHEAD_BYTES;
  }

  @Override
  public void begin(LabelSet labels, SeriesMetadata metadata, Bytes before, Bytes behind) {
    fields.clear();
    for (int label = 0; label < labels.size(); label++) {
      fields.putVarint(symbols.reference(labels.name(label)));
      fields.putVarint(symbols.reference(labels.value(label)));
    }
    before.putField(RemoteWriteFormat.LABELS_REFS, fields);
    if (!metadata.equals(SeriesMetadata.NONE)) {
      fields.clear();
      putUnlessZero(RemoteWriteFormat.METADATA_TYPE, metadata.type().number());
      putUnlessZero(RemoteWriteFormat.METADATA_HELP_REF, symbols.reference(metadata.help()));
      putUnlessZero(RemoteWriteFormat.METADATA_UNIT_REF, symbols.reference(metadata.unit()));
      behind.putField(RemoteWriteFormat.METADATA, fields);
    }
  }

  private void putUnlessZero(int tag, int value) {
    if (value != 0) {
      fields.put(tag);
      fields.putVarint(value);
    }
  }

  @Override
  public void clear() {
    symbols.clear();
  }
}
