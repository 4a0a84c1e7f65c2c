/**
 * Series as OpenMetrics 1.0 text.
 *
 * <pre>
 * # HELP gemfire_getTime Total time of gets [nanoseconds]
 * # TYPE gemfire_getTime unknown
 * gemfire_getTime{member="server-1"} 0 1500000001.000
 * gemfire_getTime{member="server-1"} 1250 1500000002.000
 * gemfire_getTime{member="server-1"} nan 1500000003.000
 * # EOF
 * </pre>
 *
 * <p>Two conventions of ours go beyond what the format says: {@code nan} in lower case is the stale
 * marker, and {@code NaN} is no number. Others read both as no number.
 *
 * @see <a
 *     href="https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md">the
 *     specification</a>
 */
package io.github.gfstoprometheus.export.openmetrics;
