package io.github.gfstoprometheus.convert;

import io.github.gfstoprometheus.archive.ResourceInstance;

/**
 * A live instance whose series are open.
 *
 * @param duplicate its number among the live instances of its name, from 1
 * @param series the timeline's numbers of its series, by statistic
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record OpenInstance(ResourceInstance instance, int duplicate, int[] series) {}
