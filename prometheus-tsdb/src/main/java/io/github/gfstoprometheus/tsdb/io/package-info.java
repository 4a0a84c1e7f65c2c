/**
 * Bytes of the files of a block: big-endian numbers, variable-length numbers and CRC-32C checksums,
 * written in order and read in place.
 *
 * <p>Knows nothing of what the bytes mean.
 */
package io.github.gfstoprometheus.tsdb.io;
