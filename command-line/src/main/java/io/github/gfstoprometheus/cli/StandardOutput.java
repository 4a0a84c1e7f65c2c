package io.github.gfstoprometheus.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/** Standard output for data: unlike {@link System#out}, it tells when nobody reads on. */
final class StandardOutput extends OutputStream {
  private final OutputStream out;

  private StandardOutput(OutputStream out) {
    this.out = out;
  }

  static StandardOutput open() {
    return new StandardOutput(new FileOutputStream(FileDescriptor.out));
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      throw isBrokenPipe(e) ? new BrokenPipeException(e) : e;
    }
  }

  /** The operating system's own words are all that Java hands on. */
  private static boolean isBrokenPipe(IOException failure) {
    String message = failure.getMessage();
    return message != null && message.toLowerCase(Locale.ROOT).contains("pipe");
  }

  /** Nothing is held here, and standard output stays open. */
  @Override
  public void close() {}
}
