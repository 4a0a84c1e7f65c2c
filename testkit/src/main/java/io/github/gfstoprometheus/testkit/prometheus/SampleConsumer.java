package io.github.gfstoprometheus.testkit.prometheus;

/** Takes samples one after another. */
@FunctionalInterface
public interface SampleConsumer {

  /**
   * Takes a sample.
   *
   * @param series the series' label set as promtool writes it, {@code {__name__="up", job="a"}}:
   *     the same object for as long as the series goes on, for {@link LabelSetText#parse}
   * @param value its value
   * @param timestampMillis its time in milliseconds since the epoch
   */
  void accept(String series, double value, long timestampMillis);
}
