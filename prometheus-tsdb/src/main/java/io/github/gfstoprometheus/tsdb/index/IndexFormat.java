package io.github.gfstoprometheus.tsdb.index;

/**
 * The file {@code index} of a block, version 2.
 *
 * <pre>
 * index    ::= magic(4) version(1) symbols series* postings* offsets toc
 * symbols  ::= length(4) count(4) { length(uvarint) utf8 }* crc32c(4)           ascending by bytes
 * series   ::= align(16) length(uvarint) labels chunks crc32c(4)                ascending by labels
 * labels   ::= count(uvarint) { name symbol(uvarint) value symbol(uvarint) }*
 * chunks   ::= count(uvarint) [ minTime(varint)   maxTime−minTime(uvarint) reference(uvarint)
 *                             { minTime−previous maxTime(uvarint) maxTime−minTime(uvarint)
 *                               reference−previous reference(varint) }* ]
 * postings ::= align(4) length(4) count(4) { series id(4) }* crc32c(4)          the list of all first
 * offsets  ::= length(4) count(4) { 2(1) name value offset(uvarint) }* crc32c(4)
 * toc      ::= symbols(8) series(8) 0(8) 0(8) postings(8) offsets(8) crc32c(4)
 * </pre>
 *
 * <p>Symbols are referred to by their number, series by their offset divided by 16. The two zeros
 * stand for the label indices, which no reader has needed since Prometheus 2.0 and no writer writes
 * since 3.7.
 *
 * @see <a href="https://github.com/prometheus/prometheus/blob/main/tsdb/docs/format/index.md">index
 *     format</a>
 */
final class IndexFormat {
  static final int MAGIC = 0xBAAAD700;
  static final int VERSION = 2;
  static final int HEADER_BYTES = 5;
  static final int SERIES_ALIGNMENT = 16;
  static final int POSTINGS_ALIGNMENT = 4;
  static final int CHECKSUM_BYTES = 4;

  /** How many keys an entry of the offset table has: a name and a value. */
  static final int OFFSET_KEYS = 2;

  static final int TOC_BYTES = 6 * Long.BYTES + CHECKSUM_BYTES;

  private IndexFormat() {}
}
