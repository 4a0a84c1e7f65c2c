package io.github.gfstoprometheus.tsdb.head;

/** About how many bytes a head holds. */
final class HeldMemory {
  private long bytes;

  long bytes() {
    return bytes;
  }

  void add(long more) {
    bytes += more;
  }
}
