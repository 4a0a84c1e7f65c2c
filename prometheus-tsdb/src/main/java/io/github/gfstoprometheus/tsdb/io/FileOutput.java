package io.github.gfstoprometheus.tsdb.io;

import java.io.Closeable;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A new file, written from front to back through a buffer, with a running CRC-32C over the bytes
 * since {@link #beginChecksum}. Numbers are big-endian; variable-length ones are those of Go's
 * {@code encoding/binary}.
 */
public final class FileOutput implements Closeable {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Path file;
  private final FileChannel channel;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final ByteBuffer view = ByteBuffer.wrap(buffer);
  private final CRC32C checksum = new CRC32C();
  private long flushedBytes;
  private int used;

  /** Where in the buffer the bytes begin that the checksum does not cover yet. */
  private int unsummed;

  /** Creates the file, which must not exist. */
  public FileOutput(Path file) throws IOException {
    this.file = file;
    channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** How many bytes have been written: the offset of the next one. */
  public long position() {
    return flushedBytes + used;
  }

  /** Writes the lowest byte of {@code value}. */
  public void writeByte(int value) throws IOException {
    reserve(1);
    buffer[used++] = (byte) value;
  }

  /** Writes four bytes. */
  public void writeInt(int value) throws IOException {
    reserve(Integer.BYTES);
    INT.set(buffer, used, value);
    used += Integer.BYTES;
  }

  /** Writes eight bytes. */
  public void writeLong(long value) throws IOException {
    reserve(Long.BYTES);
    LONG.set(buffer, used, value);
    used += Long.BYTES;
  }

  /** Writes an unsigned number, seven bits a byte, the lowest first. */
  public void writeUvarint(long value) throws IOException {
    reserve(Varint.MAX_BYTES);
    used += Varint.put(buffer, used, value);
  }

  /** Writes a signed number, zigzag coded. */
  public void writeVarint(long value) throws IOException {
    writeUvarint(Varint.zigzag(value));
  }

  /** Writes {@code length} bytes from {@code offset} on. */
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      reserve(1);
      int part = Math.min(length - done, BUFFER_BYTES - used);
      System.arraycopy(bytes, offset + done, buffer, used, part);
      used += part;
      done += part;
    }
  }

  /** Writes zeros up to the next multiple of {@code alignment}. */
  public void align(int alignment) throws IOException {
    while (position() % alignment != 0) {
      writeByte(0);
    }
  }

  /** Starts a checksum over the bytes that follow. */
  public void beginChecksum() {
    checksum.reset();
    unsummed = used;
  }

  /** Writes the checksum over the bytes since {@link #beginChecksum}. */
  public void writeChecksum() throws IOException {
    sum();
    int crc = (int) checksum.getValue();
    writeInt(crc);
  }

  /** Overwrites four bytes that have been written before. */
  public void patchInt(long position, int value) throws IOException {
    flush();
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES).putInt(0, value);
    long at = position;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  /** Closes the file. Its bytes survive this process, but not yet a crash of the machine. */
  @Override
  public void close() throws IOException {
    try {
      flush();
    } finally {
      channel.close();
    }
  }

  private void reserve(int bytes) throws IOException {
    if (BUFFER_BYTES - used < bytes) {
      flush();
    }
  }

  private void sum() {
    checksum.update(buffer, unsummed, used - unsummed);
    unsummed = used;
  }

  private void flush() throws IOException {
    sum();
    view.position(0).limit(used);
    try {
      while (view.hasRemaining()) {
        channel.write(view);
      }
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      // A full disk does not say which one it is.
      FileSystemException failure = new FileSystemException(file.toString(), null, e.getMessage());
      failure.initCause(e);
      throw failure;
    }
    flushedBytes += used;
    used = 0;
    unsummed = 0;
  }
}
