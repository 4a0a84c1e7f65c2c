package io.github.gfstoprometheus.tsdb.chunks;

import static io.github.gfstoprometheus.tsdb.chunks.ChunksFormat.DOD_BITS;

import io.github.gfstoprometheus.tsdb.io.Varint;

/** Steps through the samples of one XOR chunk. */
final class XorDecoder {
  private final BitReader bits;
  private final int sampleCount;
  private int samplesRead;
  private long millis;
  private long delta;
  private long value;
  private int leading;
  private int significant;

  /** A decoder before the first sample of the chunk. */
  XorDecoder(byte[] data) {
    bits = new BitReader(data);
    sampleCount = (int) bits.read(ChunksFormat.COUNT_BITS);
  }

  /** How many samples the chunk says it has. */
  int sampleCount() {
    return sampleCount;
  }

  /**
   * Moves to the next sample and returns whether there is one.
   *
   * @throws BitReader.OutOfBitsException if the chunk ends before its count is reached
   */
  boolean next() {
    if (samplesRead == sampleCount) {
      return false;
    }
    if (samplesRead == 0) {
      millis = Varint.unzigzag(bits.readUvarint());
      value = bits.read(Long.SIZE);
    } else {
      delta = samplesRead == 1 ? bits.readUvarint() : delta + readDeltaOfDelta();
      millis += delta;
      readValue();
    }
    samplesRead++;
    return true;
  }

  /** The time of the sample, in milliseconds since the epoch. */
  long timestampMillis() {
    return millis;
  }

  /** The value of the sample, as raw IEEE 754 bits. */
  long valueBits() {
    return value;
  }

  private long readDeltaOfDelta() {
    if (!bits.readBit()) {
      return 0;
    }
    int step = 0;
    while (step < DOD_BITS.length - 1 && bits.readBit()) {
      step++;
    }
    return bits.readDelta(DOD_BITS[step]);
  }

  private void readValue() {
    if (!bits.readBit()) {
      return;
    }
    if (bits.readBit()) {
      leading = (int) bits.read(ChunksFormat.LEADING_BITS);
      int told = (int) bits.read(ChunksFormat.SIGNIFICANT_BITS);
      significant = told == 0 ? Long.SIZE : told;
    }
    // A chunk with a good checksum, but not from a sane writer, may claim more than 64 bits in all
    // or the earlier window where there is none. Go's shifts make nonsense of it, as ours do.
    int trailing = Long.SIZE - leading - significant;
    value ^= bits.read(significant) << trailing;
  }
}
