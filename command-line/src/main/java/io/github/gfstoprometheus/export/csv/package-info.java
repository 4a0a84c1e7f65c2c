/**
 * Batches as tables of comma-separated values, for spreadsheets and programs that read tables.
 *
 * <p>Long, a row for each sample; the labels that are the same in most rows come last:
 *
 * <pre>
 * timestamp,member,category,exported_instance,metric,value,cluster,…
 * 2026-11-22T12:00:00.123Z,server-1,CachePerfStats,cachePerfStats,gemfire_gets,17,gemfire,…
 * </pre>
 *
 * <p>Wide, a table for each resource type, a row for each tick of an instance, and a column for
 * each statistic, in alphabetical order; a cell is empty where the statistic has no sample:
 *
 * <pre>
 * timestamp,member,category,exported_instance,cluster,…,gemfire_gets,gemfire_puts
 * 2026-11-22T12:00:00.123Z,server-1,CachePerfStats,cachePerfStats,gemfire,…,17,4
 * </pre>
 *
 * <p>Rows come series by series, or instance by instance, for the time of a batch, and in it by
 * time. Fields are quoted as in RFC 4180; lines end in a line feed alone. There are no rows for
 * stale markers: they are no measurements. Text is not changed, even if a spreadsheet would take it
 * for a formula ({@code =1+1}): programs that compare tables with their source need it as it is.
 * Numbers read back as the same doubles; what is no number is {@code NaN}, {@code Infinity} or
 * {@code -Infinity}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
package io.github.gfstoprometheus.export.csv;
