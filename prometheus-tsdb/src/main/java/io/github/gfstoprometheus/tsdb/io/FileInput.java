package io.github.gfstoprometheus.tsdb.io;

import io.github.gfstoprometheus.tsdb.CorruptBlockException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A cursor over a part of a {@link MappedFile}; running over its end is a corrupt block. */
public final class FileInput {
  private final MappedFile file;
  private final ByteBuffer bytes;

  FileInput(MappedFile file, ByteBuffer bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  /** The offset of the next byte in the file. */
  public int position() {
    return bytes.position();
  }

  /** How many bytes are left. */
  public int remaining() {
    return bytes.remaining();
  }

  /** Reads one byte as a number from 0 to 255. */
  public int readByte() throws IOException {
    require(1, "a byte");
    return bytes.get() & 0xff;
  }

  /** Reads four bytes. */
  public int readInt() throws IOException {
    require(Integer.BYTES, "a 32-bit number");
    return bytes.getInt();
  }

  /** Reads eight bytes. */
  public long readLong() throws IOException {
    require(Long.BYTES, "a 64-bit number");
    return bytes.getLong();
  }

  /** Reads an unsigned number of variable length. */
  public long readUvarint() throws IOException {
    int start = bytes.position();
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = readByte();
      value |= (next & 0x7fL) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw corrupt(start, "a number of at most " + Varint.MAX_BYTES + " bytes", "a longer one");
  }

  /** Reads a signed number of variable length. */
  public long readVarint() throws IOException {
    return Varint.unzigzag(readUvarint());
  }

  /** Reads an unsigned number that counts or measures something within the file. */
  public int readLength() throws IOException {
    int start = bytes.position();
    long length = readUvarint();
    if (length < 0 || length > file.sizeBytes()) {
      throw corrupt(start, "a length below " + file.sizeBytes(), Long.toUnsignedString(length));
    }
    return (int) length;
  }

  /** Reads UTF-8 text with its length before it. */
  public String readText() throws IOException {
    int length = readLength();
    int start = bytes.position();
    require(length, length + " bytes");
    ByteBuffer text = bytes.slice(start, length);
    bytes.position(start + length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
    } catch (CharacterCodingException e) {
      throw corrupt(start, "UTF-8 text", "other bytes");
    }
  }

  /** Reads the given number of bytes. */
  public byte[] readBytes(int length) throws IOException {
    require(length, length + " bytes");
    byte[] copy = new byte[length];
    bytes.get(copy);
    return copy;
  }

  /** Fails unless the next four bytes are {@code expected}. */
  public void expectInt(int expected, String meaning) throws IOException {
    int start = bytes.position();
    int found = readInt();
    if (found != expected) {
      throw corrupt(
          start, meaning + " " + Integer.toHexString(expected), Integer.toHexString(found));
    }
  }

  /** Fails unless the next byte is {@code expected}. */
  public void expectByte(int expected, String meaning) throws IOException {
    int start = bytes.position();
    int found = readByte();
    if (found != expected) {
      throw corrupt(start, meaning + " " + expected, String.valueOf(found));
    }
  }

  /** An error at an offset of the file. */
  public CorruptBlockException corrupt(long offset, String expected, String found) {
    return file.corrupt(offset, expected, found);
  }

  private void require(int length, String what) throws IOException {
    if (bytes.remaining() < length) {
      throw corrupt(bytes.position(), what, bytes.remaining() + " bytes to the end of the part");
    }
  }
}
