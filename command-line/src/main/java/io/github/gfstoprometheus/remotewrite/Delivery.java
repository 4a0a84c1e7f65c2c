package io.github.gfstoprometheus.remotewrite;

/** Whether a receiver can have samples already. */
public enum Delivery {
  /** They have not been sent before. */
  FIRST,
  /** They were being sent when the program was killed: all, some or none of them are there. */
  MAYBE_REPEATED
}
