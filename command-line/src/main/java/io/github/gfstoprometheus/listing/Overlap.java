package io.github.gfstoprometheus.listing;

/**
 * Samples of an archive whose time is not later than that of one before them, in this archive or an
 * earlier one: they would be lost.
 *
 * @param archive what messages call it
 * @param ticks how many
 * @param time the earliest and the latest of them
 */
public record Overlap(String archive, long ticks, Span time) {
  Overlap including(long millis) {
    return new Overlap(archive, ticks + 1, time.including(millis));
  }
}
