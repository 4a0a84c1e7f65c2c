package io.github.gfstoprometheus.archive;

import static io.github.gfstoprometheus.archive.ArchiveBytes.archive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.gfstoprometheus.archive.ArchiveBytes.Stat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedArchiveTest {
  private static final Stat PUTS = new Stat("puts", 6);

  @Test
  void otherFileIsRefused() {
    byte[] text = "hello, world".getBytes(StandardCharsets.US_ASCII);

    assertThatThrownBy(() -> TokenLog.of(text))
        .isInstanceOf(RefusedArchiveException.class)
        .hasMessage(
            "test.gfs: at byte 0: expected the header of a statistics archive, which starts with"
                + " byte 77, found byte 104; this is not a statistics archive");
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 127})
  void newerVersionIsRefusedByName(int version) {
    assertThatThrownBy(() -> TokenLog.of(new byte[] {77, (byte) version}))
        .isInstanceOf(RefusedArchiveException.class)
        .hasMessageContaining(
            "version %d, which is newer than the versions 2 to 4 that are read".formatted(version));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 0, -1})
  void olderVersionIsRefusedByName(int version) {
    assertThatThrownBy(() -> TokenLog.of(new byte[] {77, (byte) version}))
        .isInstanceOf(RefusedArchiveException.class)
        .hasMessageContaining(
            "version %d, which is older than the versions 2 to 4 that are read".formatted(version));
  }

  @Test
  void badVersionInMidFileIsMalformed() {
    ArchiveBytes good = archive();

    assertMalformed(
        good, archive().u8(77).u8(5), 1, "a header of the versions 2 to 4", "version 5");
  }

  @Test
  void unknownTokenIsMalformed() {
    assertMalformed(archive(), archive().u8(5), 0, "a token: 0 to 4, or 77", "byte 5");
  }

  @Test
  void unknownTypeCodeIsMalformed() {
    assertMalformed(
        archive(),
        archive().type(1, "T", new Stat("s", 9)),
        1 + 4 + (2 + 1) + (2 + 7) + 2 + (2 + 1),
        "a type code of 1 to 8, or 12",
        "code 9");
  }

  @Test
  void messageNamesArchivePositionExpectedFoundAndAdvice() throws IOException {
    ArchiveBytes good = archive();
    try (ArchiveReader reader = archive().delete(3).open()) {
      MalformedArchiveException e =
          catchThrowableOfType(
              MalformedArchiveException.class, () -> reader.readAll(new ArchiveVisitor() {}));

      assertThat(e.archive()).isEqualTo("test.gfs");
      assertThat(e.position()).isEqualTo(good.size() + 1L);
      assertThat(e.expected()).isEqualTo("a live instance");
      assertThat(e.found()).isEqualTo("instance 3");
      assertThat(e.advice()).startsWith("the archive is damaged here");
      assertThat(e)
          .hasMessage(
              "test.gfs: at byte %d: expected a live instance, found instance 3; %s"
                  .formatted(e.position(), e.advice()));
    }
  }

  @Test
  void everyFurtherCallThrowsTheSame() throws IOException {
    try (ArchiveReader reader = archive().u8(99).sample(1, s -> {}).open()) {
      MalformedArchiveException first =
          catchThrowableOfType(
              MalformedArchiveException.class, () -> reader.readAll(new ArchiveVisitor() {}));

      assertThatThrownBy(() -> reader.next(new ArchiveVisitor() {})).isSameAs(first);
    }
  }

  @Test
  void negativeIdsAreMalformed() {
    ArchiveBytes typed = archive().type(1, "T", PUTS);
    String expected = "an id that is not negative";

    assertMalformed(archive(), archive().type(-1, "T", PUTS), 1, expected, "id -1");
    assertMalformed(archive(), archive().delete(-5), 1, expected, "id -5");
    assertMalformed(
        typed, archive().type(1, "T", PUTS).create(-2, "a", 1, 1), 1, expected, "id -2");
    assertMalformed(archive(), archive().create(2, "a", 1, -9), 16, expected, "id -9");
  }

  @Test
  void moreThan254StatisticsAreMalformed() {
    assertMalformed(
        archive(),
        archive().u8(1).i32(1).utf("").utf("").u16(255),
        9,
        "at most 254 statistics",
        "255 of them");
  }

  @Test
  void otherDefinitionOfAKnownTypeIsMalformed() {
    assertMalformed(
        archive().type(1, "T", PUTS),
        archive().type(1, "T", PUTS).type(1, "T", new Stat("puts", 5)),
        0,
        "a type id that is new",
        "another definition of T (type 1)");
  }

  @Test
  void instanceThatIsAliveCannotBeCreated() {
    assertMalformed(
        archive().type(1, "T", PUTS).create(1, "a", 1, 1),
        archive().type(1, "T", PUTS).create(1, "a", 1, 1).create(1, "b", 1, 1),
        1,
        "an instance id that is not alive",
        "instance 1");
    assertMalformed(
        archive().create(1, "a", 1, 9),
        archive().create(1, "a", 1, 9).create(1, "b", 1, 9),
        1,
        "an instance id that is not alive",
        "instance 1");
  }

  @Test
  void initialValuesOfAnUnknownTypeAreMalformed() {
    assertMalformed(
        archive(),
        archive().initialize(1, "a", 1, 9, i -> {}),
        16,
        "a type that is known, for its values follow",
        "type 9");
  }

  @Test
  void sampleOfAnUnknownInstanceIsMalformed() {
    assertMalformed(
        archive(), archive().sample(1, s -> s.id(300)), 3, "a live instance", "instance 300");
  }

  @Test
  void sampleOfAnInstanceIdBelowZeroIsMalformed() {
    assertMalformed(
        archive(),
        archive().sample(1, s -> s.rawI8(254).rawI8(-1).rawI8(-1).rawI8(-1).rawI8(-1)),
        3,
        "a live instance",
        "instance -1");
  }

  @Test
  void sampleOfAnInstanceWithoutTypeIsMalformed() {
    assertMalformed(
        archive().create(3, "a", 1, 9),
        archive().create(3, "a", 1, 9).sample(1, s -> s.id(3)),
        3,
        "an instance whose type is known",
        "instance 3, which has none");
  }

  @Test
  void sampleOfAnUnknownStatisticIsMalformed() {
    assertMalformed(
        archive().type(1, "T", PUTS).create(3, "a", 1, 1),
        archive().type(1, "T", PUTS).create(3, "a", 1, 1).sample(1, s -> s.id(3).i8(1, 1)),
        4,
        "one of the 1 statistics of T (type 1)",
        "statistic 1");
  }

  @Test
  void malformedTextIsMalformedWhereItIsSo() {
    assertMalformed(
        archive(),
        archive().u8(2).i32(1).u16(3).u8('a').u8(0xC3).u8('b'),
        1 + 4 + 2 + 2,
        "modified UTF-8",
        "byte 98");
  }

  @Test
  void loneSampleTokenOfAWriterThatFailedIsMalformedWhereThatIsCertain() {
    // 00 | 00 03 e8 ff: the time is 3 ms, and instance 232 is not alive.
    assertMalformed(
        archive(), archive().u8(0).sample(1000, s -> {}), 3, "a live instance", "instance 232");
  }

  @Test
  void tokenBeyondTheBoundIsMalformed() throws IOException {
    byte[] archive =
        archive()
            .type(1, "T")
            .create(1, "a", 1, 1)
            .sample(
                1,
                s -> {
                  for (int i = 0; i < 1000; i++) {
                    s.id(1).end();
                  }
                })
            .toByteArray();
    int tokenBytes = 1 + 2 + 1000 * 2 + 1;
    assertThat(readWithBound(archive, tokenBytes).tokens()).hasSize(4);
    assertThatThrownBy(() -> readWithBound(archive, tokenBytes - 1))
        .isInstanceOf(MalformedArchiveException.class)
        .hasMessageContaining(
            "at byte %d: expected a token of at most 2003 bytes, found a longer one;"
                .formatted(archive.length - tokenBytes));
  }

  private static TokenLog readWithBound(byte[] archive, int maxTokenBytes) throws IOException {
    TokenLog log = new TokenLog();
    try (ArchiveReader reader =
        new ArchiveReader(new ByteArrayInputStream(archive), "test.gfs", 256, maxTokenBytes)) {
      reader.readAll(log);
    }
    return log;
  }

  private static void assertMalformed(
      ArchiveBytes good, ArchiveBytes bad, int offset, String expected, String found) {
    assertThatThrownBy(bad::tokens)
        .isInstanceOf(MalformedArchiveException.class)
        .hasMessageContaining(
            "at byte %d: expected %s, found %s;".formatted(good.size() + offset, expected, found));
  }
}
