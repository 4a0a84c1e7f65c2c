package io.github.gfstoprometheus.archive;

import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The content of a gzip stream, as far as it has been written.
 *
 * <pre>
 *   Stream → Member+
 *   Member → GzipHeader deflate crc32:u32le length:u32le
 * </pre>
 *
 * <p>Unlike {@link java.util.zip.GZIPInputStream}, it takes the end of its source for the end for
 * now: all that inflates is content, and reading carries on where the stream was torn. Geode writes
 * without sync flush, so a killed member leaves a torn deflate stream and no trailer.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>
 */
final class GzipSource implements ByteSource {
  private static final int INPUT_BYTES = 32 * 1024;
  private static final int TRAILER_BYTES = 4 + 4;

  private enum Part {
    HEADER,
    DEFLATE,
    TRAILER
  }

  private final String archive;
  private final ByteSource raw;
  private final byte[] input = new byte[INPUT_BYTES];
  private int inputStart;
  private int inputEnd;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private Part part = Part.HEADER;
  private GzipHeader header;
  private String deflateFault = "";
  private int trailerBytes;
  private long trailer;
  private long position;

  private GzipSource(String archive, ByteSource raw, GzipHeader header) {
    this.archive = archive;
    this.raw = raw;
    this.header = header;
  }

  /** Reads on where the first member's magic bytes have just been read. */
  static GzipSource afterMagic(String archive, ByteSource raw) {
    return new GzipSource(archive, raw, GzipHeader.afterMagic());
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    while (true) {
      // The inflater may hold content of input that it took long ago.
      int count = part == Part.DEFLATE ? inflate(target, offset, length) : 0;
      if (count > 0) {
        return count;
      }
      if (inputStart == inputEnd && !fill()) {
        return 0;
      }
      switch (part) {
        case HEADER -> readHeader();
        case DEFLATE -> inflater.setInput(input, inputStart, inputEnd - inputStart);
        case TRAILER -> readTrailer();
      }
    }
  }

  private boolean fill() throws IOException {
    // If this fails, the empty input stays as it is, and reading can be tried again.
    int count = raw.read(input, 0, input.length);
    inputStart = 0;
    inputEnd = count;
    return count > 0;
  }

  private void readHeader() throws MalformedArchiveException {
    while (inputStart < inputEnd && !header.isDone()) {
      int value = input[inputStart] & 0xFF;
      if (!header.accept(value)) {
        throw malformed(header.expected(), "byte " + value);
      }
      inputStart++;
    }
    if (header.isDone()) {
      part = Part.DEFLATE;
      inflater.reset();
      inflater.setInput(input, inputStart, inputEnd - inputStart);
      crc.reset();
    }
  }

  private int inflate(byte[] target, int offset, int length) throws MalformedArchiveException {
    long before = inflater.getBytesWritten();
    if (deflateFault.isEmpty()) {
      try {
        inflater.inflate(target, offset, length);
      } catch (DataFormatException e) {
        // What was inflated before the fault is content; the next call throws.
        deflateFault = String.valueOf(e.getMessage());
      }
    }
    int count = (int) (inflater.getBytesWritten() - before);
    if (count == 0 && !deflateFault.isEmpty()) {
      throw malformed("a deflate stream", "'" + deflateFault + "'");
    }
    inputStart = inputEnd - inflater.getRemaining();
    crc.update(target, offset, count);
    position += count;
    if (inflater.finished()) {
      part = Part.TRAILER;
      trailerBytes = 0;
      trailer = 0;
    }
    return count;
  }

  private void readTrailer() throws MalformedArchiveException {
    while (inputStart < inputEnd && trailerBytes < TRAILER_BYTES) {
      trailer |= (input[inputStart++] & 0xFFL) << (Byte.SIZE * trailerBytes++);
    }
    if (trailerBytes < TRAILER_BYTES) {
      return;
    }
    int writtenCrc = (int) trailer;
    if (writtenCrc != (int) crc.getValue()) {
      throw malformed(
          "content of the CRC-32 %08x of the gzip trailer".formatted(writtenCrc),
          "content of %08x".formatted((int) crc.getValue()));
    }
    int writtenLength = (int) (trailer >>> Integer.SIZE);
    if (writtenLength != (int) inflater.getBytesWritten()) {
      throw malformed(
          "content of the length of the gzip trailer, %d bytes modulo 2^32"
              .formatted(Integer.toUnsignedLong(writtenLength)),
          inflater.getBytesWritten() + " bytes");
    }
    part = Part.HEADER;
    header = new GzipHeader();
  }

  private MalformedArchiveException malformed(String expected, String found) {
    long compressed = raw.rawBytes() - (inputEnd - inputStart);
    return new MalformedArchiveException(
        archive, position, expected, found + " at byte " + compressed + " of the compressed file");
  }

  @Override
  public long rawBytes() {
    return raw.rawBytes();
  }

  @Override
  public boolean isTorn() {
    return part != Part.HEADER || header.isBegun();
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    raw.close();
  }
}
