package io.github.gfstoprometheus.convert;

import io.github.gfstoprometheus.selection.SeriesChoice;
import io.github.gfstoprometheus.selection.TimeWindow;
import java.time.Duration;

/**
 * What of an archive goes in, and what it is called.
 *
 * @param naming what series are called
 * @param choice which statistics go in
 * @param window which time goes in
 * @param every of each such period only the first tick goes in; all if it is zero
 * @param zeros what becomes of statistics that are always zero
 */
public record ConversionOptions(
    NamingOptions naming, SeriesChoice choice, TimeWindow window, Duration every, Zeros zeros) {
  /** All, under the names of a live cluster. */
  public static final ConversionOptions DEFAULT = of(NamingOptions.DEFAULT);

  /** All, under certain names. */
  public static ConversionOptions of(NamingOptions naming) {
    return new ConversionOptions(
        naming, SeriesChoice.ALL, TimeWindow.ALL, Duration.ZERO, Zeros.KEEP);
  }

  /** These options with another window. */
  public ConversionOptions withWindow(TimeWindow other) {
    return new ConversionOptions(naming, choice, other, every, zeros);
  }

  /** These options with another resolution. */
  public ConversionOptions withEvery(Duration period) {
    return new ConversionOptions(naming, choice, window, period, zeros);
  }

  /** These options with other statistics. */
  public ConversionOptions withChoice(SeriesChoice other) {
    return new ConversionOptions(naming, other, window, every, zeros);
  }

  /** These options, and what becomes of zeros. */
  public ConversionOptions withZeros(Zeros other) {
    return new ConversionOptions(naming, choice, window, every, other);
  }

  /** Whether all series of an archive go in. */
  public boolean hasAllSeries() {
    return choice.isAll() && zeros == Zeros.KEEP && !naming.dropsStatistics();
  }
}
