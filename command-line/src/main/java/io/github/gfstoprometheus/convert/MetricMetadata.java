package io.github.gfstoprometheus.convert;

import io.github.gfstoprometheus.archive.StatisticDescriptor;

/**
 * What an archive says of a metric.
 *
 * @param help what it measures, in words; may be empty
 * @param unit the unit of its values, as the archive writes it or as a base unit; may be empty
 * @param counter whether it counts up, as far as the archive knows: some fall all the same
 */
public record MetricMetadata(String help, String unit, boolean counter) {
  static MetricMetadata of(StatisticDescriptor descriptor, BaseUnit unit) {
    return new MetricMetadata(
        descriptor.description(),
        unit.suffix().isEmpty() ? descriptor.unit() : unit.suffix(),
        descriptor.counter());
  }
}
