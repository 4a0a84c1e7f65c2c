/**
 * The file that {@code --config} names: YAML in, choices and names out.
 *
 * <pre>
 * gfs.yaml ──► ConfigFile ──► Configuration
 *              YamlValue      NamingOptions, SeriesChoice
 *              each error has its line and column
 * </pre>
 *
 * <p>Knows nothing of the command line, which wins over it.
 */
package io.github.gfstoprometheus.config;
