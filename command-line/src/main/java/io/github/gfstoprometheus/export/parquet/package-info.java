/**
 * Batches as an Apache Parquet file: a row for each sample, its labels in columns of their own.
 *
 * <pre>
 * timestamp  INT64, milliseconds UTC        DELTA_BINARY_PACKED
 * value      DOUBLE                         RLE_DICTIONARY
 * metric     STRING                         RLE_DICTIONARY
 * member, …  optional STRING, one a label   RLE_DICTIONARY
 * </pre>
 *
 * <p>The rows of a series lie side by side, and nine of ten values are the one before: so what
 * fills a column is runs, and costs what runs cost. The library writes pages, statistics and the
 * footer; only the bytes of runs are made here, because the library takes them value by value.
 *
 * <p>Pages are packed by gzip, which is in the JDK and in all readers: what dictionaries and runs
 * leave is too little for a faster codec with native parts to matter.
 *
 * <p>Stale markers are no measurements, and have no rows.
 */
package io.github.gfstoprometheus.export.parquet;
