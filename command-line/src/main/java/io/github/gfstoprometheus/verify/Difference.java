package io.github.gfstoprometheus.verify;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;

/**
 * A sample that is not the same in the archive and in the blocks.
 *
 * @param timestampMillis milliseconds since the epoch
 * @param archive what the archive says: a value, "stale" or "nothing"
 * @param blocks what the blocks say
 */
public record Difference(LabelSet series, long timestampMillis, String archive, String blocks) {}
