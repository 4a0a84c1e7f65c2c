package io.github.gfstoprometheus.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gfstoprometheus.fixtures.SeriesOfBlocks.Sample;
import io.github.gfstoprometheus.fixtures.SeriesSamples;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.util.Comparator;
import java.util.List;

/**
 * Samples as VictoriaMetrics keeps them: numbers are decimal fractions of some twelve digits, and a
 * zero has no sign.
 */
final class TwelveDigits {
  /** Beyond this, not all whole numbers are doubles. */
  private static final double LARGEST_WHOLE = 0x1p53;

  private static final double RELATIVE_ERROR = 1e-11;

  private TwelveDigits() {}

  /** Those that are finite numbers. */
  static SeriesSamples numbers(SeriesSamples all) {
    SeriesSamples numbers = new SeriesSamples();
    for (LabelSet labels : all.labels()) {
      for (Sample sample : all.samples(labels)) {
        if (Double.isFinite(value(sample))) {
          numbers.add(labels, sample.timestampMillis(), sample.valueBits());
        }
      }
    }
    return numbers;
  }

  /** Demands the same series with the same times, and values as close as they are kept. */
  static void compare(SeriesSamples expected, SeriesSamples found) {
    assertThat(found.labels()).isEqualTo(expected.labels());
    expected
        .labels()
        .forEach(labels -> compare(labels, expected.samples(labels), found.samples(labels)));
  }

  private static void compare(LabelSet labels, List<Sample> expected, List<Sample> found) {
    List<Sample> inOrder =
        found.stream().sorted(Comparator.comparingLong(Sample::timestampMillis)).toList();
    assertThat(times(inOrder)).as(labels.toString()).isEqualTo(times(expected));
    for (int i = 0; i < expected.size(); i++) {
      double value = value(expected.get(i));
      boolean isExact = value == Math.rint(value) && Math.abs(value) <= LARGEST_WHOLE;
      double error = isExact ? 0 : Math.max(Math.abs(value) * RELATIVE_ERROR, Double.MIN_VALUE);
      assertThat(value(inOrder.get(i)))
          .as("%s at %s", labels, inOrder.get(i))
          .isCloseTo(value, within(error));
    }
  }

  private static List<Long> times(List<Sample> samples) {
    return samples.stream().map(Sample::timestampMillis).toList();
  }

  private static double value(Sample sample) {
    return Double.longBitsToDouble(sample.valueBits());
  }
}
