/**
 * What enters: a clock with changes, and its transposition from time-major to series-major.
 *
 * <pre>
 * Timeline ──► TimelineRecorder ──► RangeLog          (time-major: as it came, one entry a change)
 *                                      │ transpose
 *                                      ▼
 *                                   RangeRuns         (series-major: runs of equal values)
 * </pre>
 *
 * <p>The work is in proportion to the changes, never to the samples that they stand for. Knows
 * nothing of chunks, blocks or files.
 */
package io.github.gfstoprometheus.tsdb.timeline;
