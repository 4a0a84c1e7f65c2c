/**
 * A watch as those see it who operate it: its metrics and its health by HTTP, and what it tells, as
 * lines of text or of JSON.
 *
 * <p>What enters is what package {@code watch} says of itself: figures, read when somebody asks for
 * them, and the calls of a {@code Journal}. Nothing here reads archives or options, and nothing the
 * watch does depends on whether anybody asks.
 */
package io.github.gfstoprometheus.operation;
