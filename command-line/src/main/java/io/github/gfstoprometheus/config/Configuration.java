package io.github.gfstoprometheus.config;

import io.github.gfstoprometheus.convert.NamingOptions;
import io.github.gfstoprometheus.selection.SeriesChoice;

/**
 * What a file of a user says.
 *
 * @param naming what series are called
 * @param choice which statistics go in
 */
public record Configuration(NamingOptions naming, SeriesChoice choice) {
  /** What an empty file says. */
  public static final Configuration DEFAULT =
      new Configuration(NamingOptions.DEFAULT, SeriesChoice.ALL);
}
