/**
 * One run of {@code convert}, as a user calls it: an archive and options enter, blocks and what the
 * run took leave. Knows the command by its command line and its {@code --json} alone.
 */
package io.github.gfstoprometheus.benchmarks.conversion;
