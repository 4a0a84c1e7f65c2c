package io.github.gfstoprometheus.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;

/** Assembles archives by hand, byte by byte, knowing nothing of the code under test. */
final class ArchiveBytes {
  static final long START_MILLIS = 1_500_000_000_000L;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);
  private int version;

  /** A statistic as a type token has it. */
  record Stat(String name, int typeCode) {}

  static ArchiveBytes archive() {
    return new ArchiveBytes().header(4);
  }

  /** An archive with every kind of token: small, so that each of its bytes can be tried. */
  static ArchiveBytes ofAllTokens() {
    return archive()
        .type(1, "Cache", new Stat("puts", 6), new Stat("load", 8))
        .type(300, "Odd", new Stat("b", 1), new Stat("s", 4), new Stat("w", 12), new Stat("f", 7))
        .create(0, "naïve", 42, 1)
        .create(70_000, "odd", -1, 300)
        .create(5, "lost", 1, 77)
        .sample(3, s -> s.id(0).i8(0, 5).compact(1, 8, 0x3FF8_0000_0000_0000L).end())
        .initialize(400, "again", 7, 1, i -> i.rawI8(-7).rawI8(0))
        .sample(1000, s -> s.id(70_000).i8(0, 1).i16(1, -2).i16(2, 9).end().id(400).i8(0, 1).end())
        .delete(5)
        .delete(0)
        .sample(70_000, s -> s.id(400).compact(0, 3, 1_000_000).end())
        .header(3)
        .create(9, "typeless", 9, 9)
        .type(1, "Cache", new Stat("gets", 5))
        .create(0, "cache", 1, 1)
        .sample(0, s -> s.id(0).i8(0, 1).end());
  }

  ArchiveBytes header(int version) {
    this.version = version;
    return u8(77)
        .u8(version)
        .i64(START_MILLIS)
        .i64(4711)
        .i64(START_MILLIS - 5000)
        .i32(3_600_000)
        .utf("Europe/Berlin")
        .utf("/var/geode")
        .utf("Apache Geode 1.15.1")
        .utf("Linux 6.1")
        .utf("amd64 host");
  }

  /** Writes a type for the version of the last header; counters by their even offset. */
  ArchiveBytes type(int id, String name, Stat... statistics) {
    u8(1).i32(id).utf(name).utf("about " + name).u16(statistics.length);
    for (int i = 0; i < statistics.length; i++) {
      utf(statistics[i].name()).u8(statistics[i].typeCode()).u8(i % 2 == 0 ? 1 : 0);
      if (version >= 4) {
        u8(i % 2);
      }
      utf("unit").utf("what " + statistics[i].name());
    }
    return this;
  }

  ArchiveBytes create(int id, String textId, long numericId, int typeId) {
    return u8(2).i32(id).utf(textId).i64(numericId).i32(typeId);
  }

  ArchiveBytes initialize(
      int id, String textId, long numericId, int typeId, Consumer<Changes> values) {
    u8(4).i32(id).utf(textId).i64(numericId).i32(typeId);
    values.accept(new Changes());
    return this;
  }

  ArchiveBytes delete(int id) {
    return u8(3).i32(id);
  }

  ArchiveBytes sample(int deltaMillis, Consumer<Changes> changes) {
    u8(0);
    if (deltaMillis >= 0 && deltaMillis < 65535) {
      u16(deltaMillis);
    } else {
      u16(65535).i32(deltaMillis);
    }
    changes.accept(new Changes());
    return u8(255);
  }

  /** The instances and values inside a sample or an initialize token. */
  final class Changes {
    Changes id(int id) {
      if (id <= 252) {
        u8(id);
      } else if (id <= 65535) {
        u8(253).u16(id);
      } else {
        u8(254).i32(id);
      }
      return this;
    }

    Changes i8(int statistic, int delta) {
      u8(statistic).u8(delta);
      return this;
    }

    Changes i16(int statistic, int delta) {
      u8(statistic).u16(delta);
      return this;
    }

    /** A compact value of a first byte that tells the width, and of so many more bytes. */
    Changes compact(int statistic, int width, long delta) {
      u8(statistic);
      return rawCompact(width, delta);
    }

    Changes rawCompact(int width, long delta) {
      u8(-128 + width - 2);
      for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
        u8((int) (delta >> shift));
      }
      return this;
    }

    Changes rawI8(int value) {
      u8(value);
      return this;
    }

    Changes end() {
      u8(255);
      return this;
    }
  }

  ArchiveBytes u8(int value) {
    return write(o -> o.writeByte(value));
  }

  ArchiveBytes u16(int value) {
    return write(o -> o.writeShort(value));
  }

  ArchiveBytes i32(int value) {
    return write(o -> o.writeInt(value));
  }

  ArchiveBytes i64(long value) {
    return write(o -> o.writeLong(value));
  }

  ArchiveBytes utf(String value) {
    return write(o -> o.writeUTF(value));
  }

  private interface Write {
    void to(DataOutputStream out) throws IOException;
  }

  private ArchiveBytes write(Write write) {
    try {
      write.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  int size() {
    return bytes.size();
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }

  ArchiveReader open() {
    return open(toByteArray());
  }

  static ArchiveReader open(byte[] bytes) {
    return ArchiveReader.of(new ByteArrayInputStream(bytes), "test.gfs");
  }

  /** Reads all of the tokens, as text. */
  List<String> tokens() throws IOException {
    return TokenLog.of(toByteArray());
  }
}
