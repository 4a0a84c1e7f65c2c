package io.github.gfstoprometheus.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a statistics archive, plain or gzip, token by token, and pushes each one into an {@link
 * ArchiveVisitor}.
 *
 * <pre>{@code
 * try (ArchiveReader reader = ArchiveReader.open(path)) {
 *   reader.readAll(visitor);
 * }
 * }</pre>
 *
 * <p>Only whole tokens count. At a torn tail {@link #next} returns false and nothing is lost: when
 * the archive has grown, the next call carries on at the last whole token. So a live archive is
 * read by calling {@link #readAll} now and then. {@link #tail()} tells what is left over.
 *
 * <p>Memory: a buffer that grows to the longest token, at most 64 MiB, the changes of one sample,
 * types, and live instances. Not for use by several threads at once.
 */
public final class ArchiveReader implements Closeable {
  private final TokenBuffer buffer;
  private final TokenDecoder decoder;
  // What ended reading for good, thrown again by each further call; null while all is well.
  private ArchiveException failure;
  private boolean closed;

  ArchiveReader(InputStream in, String name, int initialBufferBytes, int maxTokenBytes) {
    ByteSource source = new ContentSource(name, new StreamSource(in));
    this.buffer = new TokenBuffer(name, source, initialBufferBytes, maxTokenBytes);
    this.decoder = new TokenDecoder(buffer);
  }

  /**
   * Opens an archive. Whether it is gzip is told by its content, not by its name.
   *
   * @param archive the file, which a member may still be writing
   * @return a reader at its start
   * @throws IOException if the file cannot be opened; its content is looked at later
   */
  public static ArchiveReader open(Path archive) throws IOException {
    return of(Files.newInputStream(archive), archive.toString());
  }

  /**
   * Reads an archive from a stream, such as standard input.
   *
   * @param in the plain or compressed archive; closed with the reader
   * @param name what messages call it
   * @return a reader at its start
   */
  public static ArchiveReader of(InputStream in, String name) {
    return new ArchiveReader(in, name, TokenBuffer.INITIAL_BYTES, ArchiveFormat.MAX_TOKEN_BYTES);
  }

  /**
   * Reads one whole token and pushes it.
   *
   * @param visitor what takes the token
   * @return false if there is no whole token now, at the end or at a torn tail; a later call finds
   *     what has been written since
   * @throws RefusedArchiveException if this is no archive, or one of a version that is not read
   * @throws MalformedArchiveException if the archive is damaged here; all before has been pushed
   * @throws IOException if the source cannot be read, or the reader is closed
   */
  public boolean next(ArchiveVisitor visitor) throws IOException {
    if (closed) {
      throw new IOException(buffer.archive() + ": the reader is closed");
    }
    if (failure != null) {
      throw failure;
    }
    try {
      while (!decoder.decode(visitor)) {
        if (!buffer.fill()) {
          return false;
        }
      }
      return true;
    } catch (ArchiveException e) {
      failure = e;
      throw e;
    }
  }

  /**
   * Reads all whole tokens that there are now.
   *
   * @param visitor what takes the tokens
   * @throws IOException as {@link #next} does
   */
  public void readAll(ArchiveVisitor visitor) throws IOException {
    boolean more = true;
    while (more) {
      more = next(visitor);
    }
  }

  /**
   * Returns where the last whole token ends.
   *
   * @return the offset in bytes in the (uncompressed) archive
   */
  public long position() {
    return buffer.position();
  }

  /**
   * Returns what stands behind the last whole token. It says most after {@link #next} returned
   * false; before, pending bytes are merely those not looked at yet.
   *
   * @return the tail, as far as it has been read
   */
  public Tail tail() {
    return buffer.tail();
  }

  /**
   * Returns how much was read from the file or stream.
   *
   * @return a number of bytes, compressed ones if the archive is gzip
   */
  public long bytesRead() {
    return buffer.rawBytes();
  }

  /** Closes the file or stream. What tokens gave stays valid. */
  @Override
  public void close() throws IOException {
    closed = true;
    buffer.close();
  }
}
