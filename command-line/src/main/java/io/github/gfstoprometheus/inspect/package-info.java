/**
 * What is in an archive: its header, and figures of each statistic of each instance.
 *
 * <p>The work is in proportion to the changes, and memory to the instances that the archive has
 * had.
 */
package io.github.gfstoprometheus.inspect;
