package io.github.gfstoprometheus.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Archives that members of GemFire 8.2 to 9.3 and Geode 1.0 to 2.0 wrote elsewhere. */
@EnabledIfEnvironmentVariable(
    named = "GFS_CORPUS",
    matches = ".+",
    disabledReason = "needs real archives, in the directory that GFS_CORPUS names")
class CorpusAgainstGeodeTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "cluster1-server1.gfs,                                  cluster1-server1, server",
    "cluster1-locator.gz,                                   cluster1-locator, locator",
    "cluster2-server1.gfs,                                  cluster2-server1, server",
    "sampleClient.gfs,                                      sampleClient,     client",
    "geode/geode-1.0.0-incubating.M2-server.gfs,            survey-server,    server",
    "geode/geode-1.1.0-server.gfs,                          survey-server,    server",
    "geode/geode-1.8.0-server.gfs,                          survey-server,    server",
    "geode/geode-1.12.5-server.gfs,                         survey-server,    server",
    "geode/geode-1.15.1-server.gfs,                         survey-server,    server",
    "geode/geode-1.15.1-client.gfs,                         client,           client",
    "geode/geode-2.0.0-server.gfs,                          survey-server,    server",
    "geode/StatArchiveWithConsecutiveResourceInstIntegrationTest.gfs,"
        + " StatArchiveWithConsecutiveResourceInstIntegrationTest, ''",
    "geode/StatArchiveWriterReaderJUnitTest_testWriteAfterSamplingBegins_expected.gfs,"
        + " StatArchiveWriterReaderJUnitTest_testWriteAfterSamplingBegins_expected, ''",
    "geode/StatArchiveWriterReaderJUnitTest_testWriteWhenSamplingBegins_expected.gfs,"
        + " StatArchiveWriterReaderJUnitTest_testWriteWhenSamplingBegins_expected, ''",
  })
  void promtoolReadsEverySample(String file, String member, String memberType) throws IOException {
    compare(List.of(corpus(file)), member, memberType);
  }

  @ParameterizedTest
  @CsvSource("geode/rolling-1.15.1-1mb, survey-rolling, server")
  void promtoolReadsEverySampleOfAMemberThatRolled(String folder, String member, String type)
      throws IOException {
    Path rolled = corpus(folder).resolve("rolling-01-01.gfs");
    compare(List.of(rolled, corpus(folder).resolve("rolling.gfs")), member, type);
  }

  /** The name of this archive is one that many members share, so its directory names the member. */
  @ParameterizedTest
  @CsvSource("myStatisticsArchiveFile.gfs, server")
  void promtoolReadsEverySampleUnderTheDirectorysName(String file, String type) throws IOException {
    Path archive = corpus(file).toRealPath();
    compare(List.of(archive), archive.getParent().getFileName().toString(), type);
  }

  private void compare(List<Path> archives, String member, String memberType) throws IOException {
    Path data = directory.resolve("data");
    ExpectedSamples expected = ExpectedSamples.of(archives, member, memberType);
    Conversion.convert(archives, data, expected);
    long markers = expected.compare(ReadBack.byPromtool(data), true);
    assertThat(ReadBack.countStaleMarkers(data)).isEqualTo(markers);
  }

  private static Path corpus(String file) {
    return Path.of(System.getenv("GFS_CORPUS"), file);
  }
}
