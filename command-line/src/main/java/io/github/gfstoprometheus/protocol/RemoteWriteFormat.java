package io.github.gfstoprometheus.protocol;

/**
 * What stands before each field of a remote write message: its number and how it is coded. Version
 * 2.0:
 *
 * <pre>
 *   Request    → symbols: string*            4, the first is the empty string
 *                timeseries: TimeSeries*     5
 *   TimeSeries → labels_refs: uint32*        1, packed: name, value, name, value, …
 *                samples: Sample*            2
 *                histograms, exemplars       3, 4, which are passed over
 *                metadata: Metadata          5
 *   Sample     → value: double               1, none if 0
 *                timestamp: int64            2, milliseconds, none if 0
 *   Metadata   → type: enum                  1
 *                help_ref, unit_ref: uint32  3, 4
 * </pre>
 *
 * Version 1.0, which has the same samples, at the same place in a series:
 *
 * <pre>
 *   WriteRequest   → timeseries: TimeSeries*   1
 *                    metadata: MetricMetadata* 3
 *   TimeSeries     → labels: Label*            1, in the order of names
 *                    samples: Sample*          2
 *   Label          → name, value: string       1, 2
 *   MetricMetadata → type: enum                1, as in 2.0
 *                    metric_family_name        2
 *                    help, unit: string        4, 5
 * </pre>
 *
 * @see <a href="https://prometheus.io/docs/specs/prw/remote_write_spec/">Remote-Write 1.0</a>
 * @see <a href="https://prometheus.io/docs/specs/prw/remote_write_spec_2_0/">Remote-Write 2.0</a>
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Protocol Buffers encoding</a>
 */
final class RemoteWriteFormat {
  static final int WIRE_TYPE_BITS = 3;
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LENGTH_DELIMITED = 2;
  static final int FIXED32 = 5;

  static final int SYMBOLS = 4 << WIRE_TYPE_BITS | LENGTH_DELIMITED;
  static final int TIMESERIES = 5 << WIRE_TYPE_BITS | LENGTH_DELIMITED;

  static final int LABELS_REFS = 1 << WIRE_TYPE_BITS | LENGTH_DELIMITED;
  static final int LABELS_REF = 1 << WIRE_TYPE_BITS | VARINT;
  static final int SAMPLES = 2 << WIRE_TYPE_BITS | LENGTH_DELIMITED;
  static final int HISTOGRAMS = 3 << WIRE_TYPE_BITS | LENGTH_DELIMITED;
  static final int EXEMPLARS = 4 << WIRE_TYPE_BITS | LENGTH_DELIMITED;
  static final int METADATA = 5 << WIRE_TYPE_BITS | LENGTH_DELIMITED;

  static final int SAMPLE_VALUE = 1 << WIRE_TYPE_BITS | FIXED64;
  static final int SAMPLE_TIMESTAMP = 2 << WIRE_TYPE_BITS | VARINT;

  static final int METADATA_TYPE = 1 << WIRE_TYPE_BITS | VARINT;
  static final int METADATA_HELP_REF = 3 << WIRE_TYPE_BITS | VARINT;
  static final int METADATA_UNIT_REF = 4 << WIRE_TYPE_BITS | VARINT;

  static final int TIMESERIES_OF_1 = 1 << WIRE_TYPE_BITS | LENGTH_DELIMITED;
  static final int LABELS = 1 << WIRE_TYPE_BITS | LENGTH_DELIMITED;
  static final int LABEL_NAME = 1 << WIRE_TYPE_BITS | LENGTH_DELIMITED;
  static final int LABEL_VALUE = 2 << WIRE_TYPE_BITS | LENGTH_DELIMITED;

  static final int FAMILIES = 3 << WIRE_TYPE_BITS | LENGTH_DELIMITED;
  static final int FAMILY_TYPE = 1 << WIRE_TYPE_BITS | VARINT;
  static final int FAMILY_NAME = 2 << WIRE_TYPE_BITS | LENGTH_DELIMITED;
  static final int FAMILY_HELP = 4 << WIRE_TYPE_BITS | LENGTH_DELIMITED;
  static final int FAMILY_UNIT = 5 << WIRE_TYPE_BITS | LENGTH_DELIMITED;

  private RemoteWriteFormat() {}
}
