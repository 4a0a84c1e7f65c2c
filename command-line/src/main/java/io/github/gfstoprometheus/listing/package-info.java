/**
 * What a conversion would read and write, without writing: of each member its archives, its gaps
 * and overlaps in time, and the size that its blocks can be expected to have.
 *
 * <pre>
 * MemberArchives ──► ChainConversion ──► CountingTimeline   samples, markers; ExpectedSize
 *                          └───────────► MemberReading      archives, gaps, overlaps
 *                                                        ──► MemberListing
 * </pre>
 *
 * <p>Each archive is read once. Memory grows with the series alive, never with the ticks: of gaps
 * and overlaps only the first ones are kept. Knows nothing of how a listing is printed.
 */
package io.github.gfstoprometheus.listing;
