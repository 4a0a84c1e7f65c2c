package io.github.gfstoprometheus.remotewrite;

/** What becomes of a receiver that cannot be reached, or admits nobody, from the beginning. */
public enum FirstContact {
  /** An error: somebody waits who can look after it. */
  REQUIRED,
  /** It is tried again until it answers. */
  AWAITED
}
