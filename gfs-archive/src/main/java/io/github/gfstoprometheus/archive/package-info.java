/**
 * Reads statistics archives ({@code .gfs}), the files in which members of Apache Geode and VMware
 * GemFire record their statistics.
 *
 * <h2>What enters</h2>
 *
 * <p>Bytes: a finished archive, one that a running member is still appending to, or any stream;
 * plain or gzip, recognised by content. {@link
 * io.github.gfstoprometheus.archive.ArchiveReader#open(java.nio.file.Path)} and {@link
 * io.github.gfstoprometheus.archive.ArchiveReader#of(java.io.InputStream, String)} are the two
 * doors.
 *
 * <h2>What leaves</h2>
 *
 * <p>Whole tokens, in file order, pushed into an {@link
 * io.github.gfstoprometheus.archive.ArchiveVisitor}: the header, resource types, resource instances
 * that come and go, and samples. A sample holds the <em>changes</em> alone: a statistic that it
 * does not mention keeps its value, and a live instance that it does not mention was sampled all
 * the same. Whoever needs one value for each statistic at each tick expands them, last.
 *
 * <p>Bad input has three outcomes that are never mixed:
 *
 * <ul>
 *   <li><em>torn</em>: the last token, or the gzip stream, is not whole. That is a state and not an
 *       error ({@link io.github.gfstoprometheus.archive.Tail}), normal on a live archive: {@link
 *       io.github.gfstoprometheus.archive.ArchiveReader#next} returns false, and carries on once
 *       the rest has been written;
 *   <li><em>malformed</em>: {@link io.github.gfstoprometheus.archive.MalformedArchiveException},
 *       with the position and what was expected there, after everything before it was pushed;
 *   <li><em>refused</em>: {@link io.github.gfstoprometheus.archive.RefusedArchiveException}: no
 *       archive, or one of a version that is not read.
 * </ul>
 *
 * <p>Nothing is guessed and nothing resynchronises. A token that is not whole changes nothing, and
 * no length in a file decides an allocation: memory follows the bytes that have arrived and the
 * instances that are alive.
 *
 * <h2>How it is built</h2>
 *
 * <pre>
 *   InputStream → StreamSource → (GzipSource) → TokenBuffer → TokenDecoder → ArchiveVisitor
 *                 └── ContentSource chooses ──┘               ├ HeaderDecoder, ResourceTypeDecoder
 *                                                             ├ SampleDecoder → Sample
 *                                                             └ Catalog: types, live instances
 * </pre>
 *
 * <p>{@code ArchiveFormat} holds the grammar and each constant of the wire once.
 *
 * <h2>What it must not know</h2>
 *
 * <p>Prometheus, names and labels, members and clusters, rolled files that belong together,
 * directories, logging. It depends on the JDK alone.
 */
package io.github.gfstoprometheus.archive;
