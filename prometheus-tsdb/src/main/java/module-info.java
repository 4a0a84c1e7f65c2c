/**
 * A writer and reader of Prometheus TSDB blocks for the JVM; it needs the JDK alone.
 *
 * <p>The packages are the layers of a block, lowest first: {@code labels}, {@code chunks}, {@code
 * index}, {@code timeline} (the input: a clock with changes), {@code block} (the whole) and {@code
 * head} (the other input: samples one by one).
 */
module io.github.gfstoprometheus.tsdb {
  exports io.github.gfstoprometheus.tsdb;
  exports io.github.gfstoprometheus.tsdb.labels;
  exports io.github.gfstoprometheus.tsdb.timeline;
  exports io.github.gfstoprometheus.tsdb.head;
  exports io.github.gfstoprometheus.tsdb.block;
}
