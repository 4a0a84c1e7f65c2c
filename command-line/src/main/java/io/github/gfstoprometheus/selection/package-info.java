/**
 * Which series of an archive go in.
 *
 * <pre>
 * patterns, Geode specs, presets ──► SeriesChoice ──► StatisticChooser ──► statistics of an instance
 *                                    immutable        one conversion's, knows types again
 * </pre>
 *
 * <p>Knows resource types and instances; nothing of labels, options or files of users.
 */
package io.github.gfstoprometheus.selection;
