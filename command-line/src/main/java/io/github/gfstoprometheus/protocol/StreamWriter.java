package io.github.gfstoprometheus.protocol;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes a stream of messages: a header, messages, and at the end a mark that it is whole.
 *
 * @see StreamFormat
 */
public final class StreamWriter implements Closeable {
  /** Enough for small messages and what stands around large ones, which pass by the buffer. */
  private static final int BUFFER_BYTES = 1 << 16;

  private final OutputStream out;
  private final Bytes length = new Bytes();
  private long bytesOut;

  /** Begins a stream; closing it closes the output. */
  public StreamWriter(OutputStream out) throws IOException {
    this.out = new BufferedOutputStream(out, BUFFER_BYTES);
    this.out.write(StreamFormat.header());
    bytesOut = StreamFormat.HEADER_BYTES;
  }

  /** Writes a message, which may not be empty. */
  public void write(EncodedRequest request) throws IOException {
    int size = request.sizeBytes();
    if (size == 0 || size > StreamFormat.MAX_MESSAGE_BYTES) {
      throw new IOException(
          "expected a message of 1 to %d bytes, found %d: a series may have too long labels"
              .formatted(StreamFormat.MAX_MESSAGE_BYTES, size));
    }
    length.clear();
    length.putVarint(size);
    out.write(length.array(), 0, length.size());
    request.writeTo(out);
    bytesOut += length.size() + size;
  }

  /** Says that all has been written. */
  public void end() throws IOException {
    out.write(StreamFormat.END);
    bytesOut++;
  }

  /** Hands on what is held. */
  public void flush() throws IOException {
    out.flush();
  }

  /** How many bytes have been written. */
  public long bytesOut() {
    return bytesOut;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
