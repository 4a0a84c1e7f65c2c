package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;

/**
 * A series of one of the timelines of a block.
 *
 * @param encoder what all series of its timeline share
 * @param number the series in the timeline's runs
 */
record TimelineSeries(LabelSet labels, TimelineEncoder encoder, int number) {}
