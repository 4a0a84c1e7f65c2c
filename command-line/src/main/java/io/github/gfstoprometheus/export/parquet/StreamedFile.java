package io.github.gfstoprometheus.export.parquet;

import io.github.gfstoprometheus.export.ByteOutput;
import java.io.IOException;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A file that is written from front to back, by whoever closes the output in the end. */
final class StreamedFile implements OutputFile {
  private final ByteOutput out;
  private final long start;

  StreamedFile(ByteOutput out) {
    this.out = out;
    this.start = out.count();
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) {
    return new Stream();
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) {
    return new Stream();
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }

  private final class Stream extends PositionOutputStream {
    @Override
    public long getPos() {
      return out.count() - start;
    }

    @Override
    public void write(int value) throws IOException {
      out.put(value);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.put(bytes, from, length);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }
  }
}
