/**
 * From archives to timelines: the only place that speaks both languages.
 *
 * <pre>
 * ArchiveChain ──► ChainConversion ──► ArchiveConversion ──► Timeline
 *                    MemberSearch        SeriesLabels   metric names and labels
 *                    who wrote it        TypeNames      renames, units
 *                                        SampleClock    rising time, gaps
 * </pre>
 *
 * <p>Knows nothing of blocks or of the command line.
 */
package io.github.gfstoprometheus.convert;
