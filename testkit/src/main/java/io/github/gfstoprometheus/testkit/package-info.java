/**
 * What tests and benchmarks share beyond Geode and Prometheus themselves: today's way from one to
 * the other.
 *
 * <p>It uses both neighbouring packages and knows nothing of this project's own products.
 */
package io.github.gfstoprometheus.testkit;
