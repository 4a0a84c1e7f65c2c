/**
 * Batches as lines of JSON, as VictoriaMetrics imports them: a series and some of its samples each.
 * Samples that are no numbers, stale markers above all, stand on lines of their own.
 *
 * <pre>
 * {"metric":{"__name__":"gemfire_gets","member":"server-1"},"values":[1,2],"timestamps":[1000,2000]}
 * </pre>
 */
package io.github.gfstoprometheus.export.jsonl;
