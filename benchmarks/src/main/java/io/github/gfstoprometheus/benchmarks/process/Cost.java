package io.github.gfstoprometheus.benchmarks.process;

/**
 * What a program took, with the programs that it started.
 *
 * @param wallSeconds from before its start to after its end
 * @param cpuSeconds of all processors, user and system
 * @param peakBytes the resident set at its highest; of several processes that of the largest
 */
public record Cost(double wallSeconds, double cpuSeconds, long peakBytes) {}
