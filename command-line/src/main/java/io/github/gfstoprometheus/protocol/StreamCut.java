package io.github.gfstoprometheus.protocol;

/**
 * The end of a stream that came before its end mark.
 *
 * @param offset from which byte of the input on there is no whole message
 * @param expected what should have stood there
 * @param found what stood there instead
 * @param place where the cut is, in words
 */
public record StreamCut(long offset, String expected, String found, String place) {}
