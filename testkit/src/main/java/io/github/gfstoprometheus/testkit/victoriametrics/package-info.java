/**
 * A real VictoriaMetrics, as a place for what is exported.
 *
 * <p>Lines of JSON enter, and leave again. Nothing here knows archives.
 */
package io.github.gfstoprometheus.testkit.victoriametrics;
