package io.github.gfstoprometheus.oracle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Unpacks pages by the JDK: Parquet's own codecs look for Hadoop's, which are not here. */
final class GzipPages implements CompressionCodecFactory {
  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    if (codec != CompressionCodecName.GZIP) {
      throw new AssertionError("pages must be packed by gzip: " + codec);
    }
    return new Unpacking();
  }

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    throw new UnsupportedOperationException("pages are read here, not written");
  }

  @Override
  public void release() {}

  private static final class Unpacking implements BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput packed, int size) throws IOException {
      return BytesInput.from(unpacked(packed.toInputStream(), size));
    }

    @Override
    public void decompress(ByteBuffer packed, int packedSize, ByteBuffer unpacked, int size)
        throws IOException {
      byte[] bytes = new byte[packedSize];
      packed.get(bytes);
      unpacked.put(unpacked(new ByteArrayInputStream(bytes), size));
    }

    private static byte[] unpacked(InputStream packed, int size) throws IOException {
      try (GZIPInputStream gzip = new GZIPInputStream(packed)) {
        byte[] bytes = gzip.readAllBytes();
        if (bytes.length != size) {
          throw new AssertionError("a page of " + bytes.length + " bytes, and not of " + size);
        }
        return bytes;
      }
    }

    @Override
    public void release() {}
  }
}
