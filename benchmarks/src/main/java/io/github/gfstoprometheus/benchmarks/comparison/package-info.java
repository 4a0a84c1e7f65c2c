/**
 * Whole programs against each other, cold JVM included: archives enter, one table leaves.
 *
 * <pre>
 * Comparison ─► Input ─► Subject (one archive) ─► Contest ─► ComparisonTable
 *                                                   │
 *                                                   ▼
 *                                               Contestants ─► process.MeasuredProcess
 *                                                   └ SampleCount: did both write what the archive holds?
 * </pre>
 *
 * <p>Knows the peers by their command lines alone.
 */
package io.github.gfstoprometheus.benchmarks.comparison;
