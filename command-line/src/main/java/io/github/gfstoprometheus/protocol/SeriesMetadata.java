package io.github.gfstoprometheus.protocol;

/**
 * What a message says of the metric of a series.
 *
 * @param help what it measures, in words; may be empty
 * @param unit the unit of its values; may be empty
 */
public record SeriesMetadata(MetricType type, String help, String unit) {
  /** Nothing. */
  public static final SeriesMetadata NONE = new SeriesMetadata(MetricType.UNSPECIFIED, "", "");
}
