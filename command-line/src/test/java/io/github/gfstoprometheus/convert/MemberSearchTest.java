package io.github.gfstoprometheus.convert;

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

class MemberSearchTest {
  @ParameterizedTest
  @CsvSource({
    "CacheServerStats, server",
    "PartitionedRegionStats, server",
    "LocatorStats, locator",
    "PoolStats, client",
    "ClientStats, client"
  })
  void aTypeThatOnlyOneKindOfMemberHasTellsTheKind(String type, String kind) throws IOException {
    assertThat(search(withInstance(type, "x"))).isEqualTo(new Member("file", Optional.of(kind)));
  }

  @Test
  void aServerThatIsALocatorOrAClientOnTheSideIsAServer() throws IOException {
    HandmadeArchive archive =
        withInstance("PoolStats", "p")
            .type(2, "LocatorStats", whole("n"))
            .create(2, "l", 2)
            .type(3, "CacheServerStats", whole("n"))
            .create(3, "s", 3);

    assertThat(search(archive).type()).contains("server");
  }

  @Test
  void aLocatorThatIsAClientOnTheSideIsALocator() throws IOException {
    HandmadeArchive archive =
        withInstance("PoolStats", "p").type(2, "LocatorStats", whole("n")).create(2, "l", 2);

    assertThat(search(archive).type()).contains("locator");
  }

  @Test
  void whatTellsNothingLeavesTheKindOpen() throws IOException {
    assertThat(search(withInstance("VMStats", "vmStats")))
        .isEqualTo(new Member("file", Optional.empty()));
  }

  @Test
  void theProcessStatisticsOfLinuxTellTheName() throws IOException {
    assertThat(search(withInstance("LinuxProcessStats", "server-proc-1-proc")).name())
        .isEqualTo("server-proc-1");
  }

  @Test
  void processStatisticsThatAreCalledOtherwiseDoNot() throws IOException {
    assertThat(search(withInstance("LinuxProcessStats", "-proc")).name()).isEqualTo("file");
    assertThat(search(withInstance("LinuxProcessStats", "server-1")).name()).isEqualTo("file");
    assertThat(search(withInstance("OtherStats", "server-1-proc")).name()).isEqualTo("file");
  }

  @Test
  void aTypeMayComeAFewSamplesLater() throws IOException {
    HandmadeArchive archive =
        withInstance("VMStats", "vmStats")
            .samples(30, 1000)
            .type(2, "LocatorStats", whole("n"))
            .create(2, "l", 2);

    assertThat(search(archive).type()).contains("locator");
  }

  @Test
  void theSearchReadsNoMoreThanTheBeginning() throws IOException {
    HandmadeArchive archive =
        withInstance("VMStats", "vmStats")
            .samples(61, 1000)
            .type(2, "LocatorStats", whole("n"))
            .create(2, "l", 2);

    assertThat(search(archive).type()).isEmpty();
  }

  @Test
  void whatStandsBeforeDamageTells() throws IOException {
    assertThat(search(withInstance("LinuxProcessStats", "server-1-proc").damage(99)).name())
        .isEqualTo("server-1");
  }

  @Test
  void whatIsNoArchiveTellsNothing() throws IOException {
    ArchiveReader reader = ArchiveReader.of(new ByteArrayInputStream(new byte[] {1, 2}), "x");

    assertThat(MemberSearch.search(reader, "file")).isEqualTo(new Member("file", Optional.empty()));
  }

  private static HandmadeArchive withInstance(String type, String textId) {
    return HandmadeArchive.begun().type(1, type, whole("n")).create(1, textId, 1);
  }

  private static Member search(HandmadeArchive archive) throws IOException {
    return MemberSearch.search(
        ArchiveReader.of(new ByteArrayInputStream(archive.toBytes()), "x"), "file");
  }
}
