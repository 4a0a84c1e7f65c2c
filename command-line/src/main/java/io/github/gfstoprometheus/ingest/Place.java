package io.github.gfstoprometheus.ingest;

/** Where a reader is, asked only if there is something to tell. */
interface Place {
  /** The input with the line or byte: {@code a.jsonl: line 17}. */
  String describe();
}
