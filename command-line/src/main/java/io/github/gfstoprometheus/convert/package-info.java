/**
 * From archives to timelines: the only place that speaks both languages.
 *
 * <pre>
 * MemberArchives ──► ChainConversion ──► ArchiveConversion ──► Timeline
 *                      ChainFeed           SeriesLabels   metric names and labels
 *                      stretch by stretch  TypeNames      renames, units
 *                                          SampleClock    rising time, gaps
 * </pre>
 *
 * <p>Knows nothing of blocks or of the command line.
 */
package io.github.gfstoprometheus.convert;
