/**
 * Which archives there are: files and standard input, found, told apart by content, and chained
 * where a member rolled them.
 *
 * <p>Knows nothing of names, timelines or blocks.
 */
package io.github.gfstoprometheus.archives;
