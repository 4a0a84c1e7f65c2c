/**
 * The tests that decide: real archives, converted, must read back from a real Prometheus as Geode's
 * own reader reads them, every sample of every series.
 */
package io.github.gfstoprometheus.oracle;
