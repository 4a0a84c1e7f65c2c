package io.github.gfstoprometheus.archive;

import static io.github.gfstoprometheus.archive.ArchiveBytes.START_MILLIS;
import static io.github.gfstoprometheus.archive.ArchiveBytes.archive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.gfstoprometheus.archive.ArchiveBytes.Stat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenDecodingTest {
  private static final Stat PUTS = new Stat("puts", 6);
  private static final Stat LOAD = new Stat("load", 8);

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void headerIsReadInEachVersion(int version) throws IOException {
    List<ArchiveHeader> headers = new ArrayList<>();
    try (ArchiveReader reader = new ArchiveBytes().header(version).open()) {
      reader.readAll(
          new ArchiveVisitor() {
            @Override
            public void header(ArchiveHeader header) {
              headers.add(header);
            }
          });
    }

    assertThat(headers)
        .containsExactly(
            new ArchiveHeader(
                version,
                START_MILLIS,
                4711,
                START_MILLIS - 5000,
                3_600_000,
                "Europe/Berlin",
                "/var/geode",
                "Apache Geode 1.15.1",
                "Linux 6.1",
                "amd64 host"));
  }

  @Test
  void largerBetterIsReadSinceVersion4() throws IOException {
    ResourceType type = onlyType(archive().type(7, "Cache", PUTS, LOAD));

    assertThat(type.id()).isEqualTo(7);
    assertThat(type.name()).isEqualTo("Cache");
    assertThat(type.description()).isEqualTo("about Cache");
    assertThat(type.statistics())
        .containsExactly(
            new StatisticDescriptor("puts", ValueType.LONG, true, false, "unit", "what puts"),
            new StatisticDescriptor("load", ValueType.DOUBLE, false, true, "unit", "what load"));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void largerBetterEqualsCounterBeforeVersion4(int version) throws IOException {
    ResourceType type = onlyType(new ArchiveBytes().header(version).type(7, "Cache", PUTS, LOAD));

    assertThat(type.statistics())
        .extracting(StatisticDescriptor::counter, StatisticDescriptor::largerBetter)
        .containsExactly(tuple(true, true), tuple(false, false));
  }

  @Test
  void typeMayHave254Statistics() throws IOException {
    Stat[] many = IntStream.range(0, 254).mapToObj(i -> new Stat("s" + i, 6)).toArray(Stat[]::new);

    List<String> tokens =
        archive()
            .type(1, "Wide", many)
            .create(1, "wide", 1, 1)
            .sample(1, s -> s.id(1).i8(253, 9).end())
            .tokens();

    assertThat(tokens).last().isEqualTo("sample 1500000000001 [1: 253=9=9.0]");
  }

  @Test
  void allTokensArePushedInOrder() throws IOException {
    assertThat(ArchiveBytes.ofAllTokens().tokens())
        .filteredOn(token -> !token.startsWith("header") && !token.startsWith("type"))
        .containsExactly(
            "created Cache naïve 42 (instance 0) slot 0 [0,0]",
            "created Odd odd -1 (instance 70000) slot 1 [0,0,0,0]",
            "without type: instance 5 lost of type 77",
            "sample 1500000000003 [0: 0=5=5.0 1=4609434218613702656=1.5]",
            "created Cache again 7 (instance 400) slot 2 [-7,0]",
            "sample 1500000001003 [70000: 0=1=1.0 1=-2=-2.0 2=9=9.0] [400: 0=-6=-6.0]",
            "deleted Cache naïve 42 (instance 0) slot 0 [5,4609434218613702656]",
            "sample 1500000071003 [400: 0=999994=999994.0]",
            "without type: instance 9 typeless of type 9",
            "created Cache cache 1 (instance 0) slot 0 [0]",
            "sample 1500000000000 [0: 0=1=1.0]");
  }

  @Test
  void instanceIdMayBeUsedAgainAfterDeletion() throws IOException {
    List<String> tokens =
        archive()
            .type(1, "Cache", PUTS)
            .create(3, "first", 1, 1)
            .sample(1, s -> s.id(3).i8(0, 5).end())
            .delete(3)
            .create(3, "second", 1, 1)
            .sample(1, s -> s.id(3).i8(0, 2).end())
            .tokens();

    assertThat(tokens).last().isEqualTo("sample 1500000000002 [3: 0=2=2.0]");
  }

  @Test
  void slotIsTheLowestThatIsFree() throws IOException {
    List<String> tokens =
        archive()
            .type(1, "Cache", PUTS)
            .create(100, "a", 1, 1)
            .create(200, "b", 1, 1)
            .create(300, "c", 1, 1)
            .delete(200)
            .delete(100)
            .create(400, "d", 1, 1)
            .create(500, "e", 1, 1)
            .create(600, "f", 1, 1)
            .tokens();

    assertThat(tokens.subList(7, 10))
        .containsExactly(
            "created Cache d 1 (instance 400) slot 0 [0]",
            "created Cache e 1 (instance 500) slot 1 [0]",
            "created Cache f 1 (instance 600) slot 3 [0]");
  }

  @Test
  void sameDefinitionOfATypeMayComeAgain() throws IOException {
    List<String> tokens = archive().type(1, "Cache", PUTS).type(1, "Cache", PUTS).tokens();

    assertThat(tokens).hasSize(3);
    assertThat(tokens.get(2)).isEqualTo(tokens.get(1));
  }

  @Test
  void instanceWithoutTypeMayBeDeletedAndComeAgain() throws IOException {
    List<String> tokens =
        archive().create(1, "a", 1, 9).delete(1).create(1, "b", 1, 9).delete(1).tokens();

    assertThat(tokens.subList(1, 3))
        .containsExactly(
            "without type: instance 1 a of type 9", "without type: instance 1 b of type 9");
  }

  @Test
  void statisticMentionedTwiceInASampleIsAppliedTwice() throws IOException {
    List<String> tokens =
        archive()
            .type(1, "Cache", PUTS)
            .create(1, "a", 1, 1)
            .sample(1, s -> s.id(1).i8(0, 5).i8(0, 6).end().id(1).i8(0, 7).end())
            .tokens();

    assertThat(tokens)
        .last()
        .isEqualTo("sample 1500000000001 [1: 0=5=5.0 0=11=11.0] [1: 0=18=18.0]");
  }

  @Test
  void sampleOfMoreChangesThanTheColumnsHoldGrowsThem() throws IOException {
    int count = 10_000;

    List<String> tokens =
        archive()
            .type(1, "Cache", PUTS)
            .create(1, "a", 1, 1)
            .sample(
                1,
                s -> {
                  for (int i = 0; i < count; i++) {
                    s.id(1).i8(0, 1).end();
                  }
                })
            .tokens();

    assertThat(tokens).last().asString().endsWith("[1: 0=10000=10000.0]");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1000, 65534, 65535, 65536, Integer.MAX_VALUE, -1, -5000})
  void sampleTimeIsTheOneBeforePlusDelta(int deltaMillis) throws IOException {
    List<String> tokens = archive().sample(10, s -> {}).sample(deltaMillis, s -> {}).tokens();

    assertThat(tokens).last().isEqualTo("sample " + (START_MILLIS + 10 + deltaMillis));
  }

  @Test
  void headerInMidFileVoidsTypesInstancesAndClock() throws IOException {
    ArchiveBytes first = archive().type(1, "Cache", PUTS).create(1, "a", 1, 1).sample(5, s -> {});
    List<String> alone = first.tokens();

    List<String> twice =
        new ArchiveBytes()
            .header(4)
            .type(1, "Cache", PUTS)
            .create(1, "a", 1, 1)
            .sample(5, s -> {})
            .header(4)
            .type(1, "Cache", PUTS)
            .create(1, "a", 1, 1)
            .sample(5, s -> {})
            .tokens();

    assertThat(twice.subList(0, alone.size())).isEqualTo(alone);
    assertThat(twice.subList(alone.size(), twice.size())).isEqualTo(alone);
  }

  @Test
  void sampleOfAnInstanceFromBeforeTheHeaderIsMalformed() {
    ArchiveBytes archive =
        archive()
            .type(1, "Cache", PUTS)
            .create(1, "a", 1, 1)
            .header(4)
            .sample(5, s -> s.id(1).end());

    assertThatThrownBy(archive::tokens)
        .isInstanceOf(MalformedArchiveException.class)
        .hasMessageContaining("expected a live instance, found instance 1;");
  }

  @Test
  void instanceIdsMayHaveAnyGaps() throws IOException {
    List<String> tokens =
        archive()
            .type(Integer.MAX_VALUE, "Cache", PUTS)
            .create(Integer.MAX_VALUE, "a", 1, Integer.MAX_VALUE)
            .create(252, "b", 1, Integer.MAX_VALUE)
            .create(253, "c", 1, Integer.MAX_VALUE)
            .create(65535, "d", 1, Integer.MAX_VALUE)
            .create(65536, "e", 1, Integer.MAX_VALUE)
            .sample(
                1,
                s -> {
                  for (int id : new int[] {Integer.MAX_VALUE, 252, 253, 65535, 65536}) {
                    s.id(id).i8(0, 1).end();
                  }
                })
            .tokens();

    assertThat(tokens)
        .last()
        .isEqualTo(
            "sample 1500000000001 [2147483647: 0=1=1.0] [252: 0=1=1.0] [253: 0=1=1.0]"
                + " [65535: 0=1=1.0] [65536: 0=1=1.0]");
  }

  private static ResourceType onlyType(ArchiveBytes archive) throws IOException {
    List<ResourceType> types = new ArrayList<>();
    try (ArchiveReader reader = archive.open()) {
      reader.readAll(
          new ArchiveVisitor() {
            @Override
            public void resourceType(ResourceType type) {
              types.add(type);
            }
          });
    }
    assertThat(types).hasSize(1);
    return types.get(0);
  }
}
