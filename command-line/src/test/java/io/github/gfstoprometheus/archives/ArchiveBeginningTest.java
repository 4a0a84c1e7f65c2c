package io.github.gfstoprometheus.archives;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.archive.ArchiveReader;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchiveBeginningTest {
  @ParameterizedTest
  @CsvSource({
    "CacheServerStats, server",
    "PartitionedRegionStats, server",
    "LocatorStats, locator",
    "PoolStats, client",
    "ClientStats, client"
  })
  void aTypeThatOnlyOneKindOfMemberHasTellsTheKind(String type, String kind) throws IOException {
    assertThat(read(withInstance(type, "x")).memberType()).contains(kind);
  }

  @Test
  void aServerThatIsALocatorOrAClientOnTheSideIsAServer() throws IOException {
    HandmadeArchive archive =
        withInstance("PoolStats", "p")
            .type(2, "LocatorStats", whole("n"))
            .create(2, "l", 2)
            .type(3, "CacheServerStats", whole("n"))
            .create(3, "s", 3);

    assertThat(read(archive).memberType()).contains("server");
  }

  @Test
  void aLocatorThatIsAClientOnTheSideIsALocator() throws IOException {
    HandmadeArchive archive =
        withInstance("PoolStats", "p").type(2, "LocatorStats", whole("n")).create(2, "l", 2);

    assertThat(read(archive).memberType()).contains("locator");
  }

  @Test
  void whatTellsNothingLeavesTheKindOpen() throws IOException {
    ArchiveBeginning beginning = read(withInstance("VMStats", "vmStats"));

    assertThat(beginning.memberType()).isEmpty();
    assertThat(beginning.memberName()).isEmpty();
    assertThat(beginning.header())
        .hasValueSatisfying(h -> assertThat(h.systemId()).isEqualTo(4711));
  }

  @Test
  void theProcessStatisticsOfLinuxTellTheName() throws IOException {
    assertThat(read(withInstance("LinuxProcessStats", "server-proc-1-proc")).memberName())
        .contains("server-proc-1");
  }

  @Test
  void processStatisticsThatAreCalledOtherwiseDoNot() throws IOException {
    assertThat(read(withInstance("LinuxProcessStats", "-proc")).memberName()).isEmpty();
    assertThat(read(withInstance("LinuxProcessStats", "server-1")).memberName()).isEmpty();
    assertThat(read(withInstance("OtherStats", "server-1-proc")).memberName()).isEmpty();
  }

  @Test
  void aTypeMayComeAFewSamplesLater() throws IOException {
    HandmadeArchive archive =
        withInstance("VMStats", "vmStats")
            .samples(30, 1000)
            .type(2, "LocatorStats", whole("n"))
            .create(2, "l", 2);

    assertThat(read(archive).memberType()).contains("locator");
  }

  @Test
  void theSearchReadsNoMoreThanTheBeginning() throws IOException {
    HandmadeArchive archive =
        withInstance("VMStats", "vmStats")
            .samples(61, 1000)
            .type(2, "LocatorStats", whole("n"))
            .create(2, "l", 2);

    assertThat(read(archive).memberType()).isEmpty();
  }

  @Test
  void whatStandsBeforeDamageTells() throws IOException {
    assertThat(read(withInstance("LinuxProcessStats", "server-1-proc").damage(99)).memberName())
        .contains("server-1");
  }

  @Test
  void whatIsNoArchiveTellsNothing() throws IOException {
    ArchiveReader reader = ArchiveReader.of(new ByteArrayInputStream(new byte[] {1, 2}), "x");

    assertThat(ArchiveBeginning.read(reader))
        .isEqualTo(new ArchiveBeginning(Optional.empty(), Optional.empty(), Optional.empty(), 0));
  }

  private static HandmadeArchive withInstance(String type, String textId) {
    return HandmadeArchive.begun().type(1, type, whole("n")).create(1, textId, 1);
  }

  private static ArchiveBeginning read(HandmadeArchive archive) throws IOException {
    return ArchiveBeginning.read(
        ArchiveReader.of(new ByteArrayInputStream(archive.toBytes()), "x"));
  }
}
