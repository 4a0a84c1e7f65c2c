package io.github.gfstoprometheus.convert;

/** In what units values are. */
public enum Units {
  /** As the archive has them. */
  ARCHIVE,
  /** Seconds, bytes and ratios, with names that say so, as Prometheus' conventions want. */
  BASE
}
