/**
 * Real Prometheus: promtool and a server as judges of what this project writes.
 *
 * <p>Directories of blocks enter; verdicts and samples leave. Nothing here knows how a block is
 * laid out: only the foreign programs read them.
 */
package io.github.gfstoprometheus.testkit.prometheus;
