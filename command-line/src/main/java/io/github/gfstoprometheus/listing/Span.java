package io.github.gfstoprometheus.listing;

/** From a time to another, both included, in milliseconds since the epoch. */
public record Span(long fromMillis, long toMillis) {
  Span including(long millis) {
    return new Span(Math.min(fromMillis, millis), Math.max(toMillis, millis));
  }
}
