/**
 * From archives to samples in other formats than blocks, streaming.
 *
 * <pre>
 * MemberArchives ──► Export ──► Batch ──► SampleWriter      export.jsonl, export.csv, …
 *                      │          series by series, each as SampleRuns
 *                      JointFeed, TimelineRecorder
 * </pre>
 *
 * <p>Formats that want each series over all of its time are written by a SeriesWriter:
 *
 * <pre>
 * MemberArchives ──► SeriesOrderedExport ──► SeriesWriter   export.openmetrics
 *                      │  ▲                  series after series
 *                      │  PackedBatch        as many series at a time as memory has room for
 *                      BatchPass             once for each of these groups of series
 * </pre>
 *
 * <p>An archive is time-major, and all of the formats want many samples of one series side by side:
 * so what members record in a stretch of time is transposed, as for blocks, and handed to the
 * writer as a batch. Costs up to here follow the changes; it is the writer who tells of each
 * sample, and most of those it copies.
 *
 * <p>Knows neither the formats nor the command line.
 */
package io.github.gfstoprometheus.export;
