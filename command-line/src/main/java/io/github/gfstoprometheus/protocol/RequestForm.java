package io.github.gfstoprometheus.protocol;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;

/** What is particular to a version in a message: all but the samples of a series. */
interface RequestForm {
  /** What stands before the series of the message. */
  Bytes head();

  /** The most that a series takes beside its samples, what it adds to the head included. */
  long mostBytesToBegin(LabelSet labels, SeriesMetadata metadata);

  /** Puts what stands before the samples of a series, and what stands behind them. */
  void begin(LabelSet labels, SeriesMetadata metadata, Bytes before, Bytes behind);

  /** Begins another message. */
  void clear();
}
