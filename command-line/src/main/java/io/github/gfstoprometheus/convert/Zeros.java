package io.github.gfstoprometheus.convert;

/** What becomes of statistics that are zero in all of a member's archives. */
public enum Zeros {
  /** They are series like others. */
  KEEP,
  /** They are left out; the archives are read once more, to know them. */
  DROP
}
