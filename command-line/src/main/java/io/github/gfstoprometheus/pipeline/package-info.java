/**
 * Work side by side: the threads that read archives and those that write blocks, and results in the
 * order in which work was given.
 *
 * <p>Knows nothing of archives or blocks. The result is the same however many threads there are.
 */
package io.github.gfstoprometheus.pipeline;
