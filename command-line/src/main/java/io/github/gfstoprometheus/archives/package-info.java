/**
 * Which archives there are: in files, in containers (zip, tar) and from standard input; found, told
 * apart from other files by content, and chained where a member rolled them. What enters are paths
 * and globs; what leaves are {@link io.github.gfstoprometheus.archives.ArchiveChain chains} of
 * {@link io.github.gfstoprometheus.archives.ArchiveSource sources}.
 *
 * <p>Knows what an archive says about its member, but nothing of members that have several, of
 * labels, timelines or blocks. Writes nothing.
 */
package io.github.gfstoprometheus.archives;
