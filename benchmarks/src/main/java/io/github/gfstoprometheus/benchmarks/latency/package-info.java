/**
 * How long a sample takes from the file that a member writes to the answer of a real Prometheus:
 * members that sample in real time enter, one line of percentiles leaves.
 */
package io.github.gfstoprometheus.benchmarks.latency;
