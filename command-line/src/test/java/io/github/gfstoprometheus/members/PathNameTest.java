package io.github.gfstoprometheus.members;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.archives.ArchivePath;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathNameTest {
  @ParameterizedTest
  @CsvSource({
    "/c/server-1.gfs, server-1",
    "/c/server-1-01-02.gfs, server-1",
    "/c/server-1.gfs-01-02.gz, server-1",
    "/c/client-12345.gfs, client-12345",
    "/c/server-1/stats.gfs, server-1",
    "/c/server-1/StatArchive-01-02.gfs, server-1",
    "/c/server-1/x/../statistics.gfs.gz, server-1",
    "/c/server-1/stats/server-1-stats.gfs, server-1",
    "/c/server-1/server-1_statistics-01-01.gfs, server-1",
    "/c/server-1/persistent-data/stats.gfs, server-1",
    "/c/server-1/data/stats.gfs, server-1",
    "/c/server-1/logs/statistics.gfs, server-1",
    "/c/server-1/log/archive/stats-01-01.gfs, server-1",
    "/c/server-1/work/Stats/archive.gfs, server-1",
    "/pods/gemfire1-server-0/stats.gfs, gemfire1-server-0",
    "/pods/gemfire1-server-0/data/logs/statistics.gfs, gemfire1-server-0",
    "/exports/exportedLogs_1500000000000.zip/server1/stats.gfs, server1",
    "/exports/exportedLogs_1500000000000.zip/server1/server1.gfs, server1",
    "/c/server-1.zip/stats.gfs, server-1",
    "/c/server-1.tar.gz/data/stats.gfs, server-1",
    "/c/server-1/logs.tgz/stats.gfs, server-1",
    "/stats.gfs, stats",
    "/data/logs/stats.gfs, stats"
  })
  void theNameIsThatOfTheArchiveOrOfTheNearestDirectoryThatTells(String path, String name) {
    assertThat(of(path).name()).isEqualTo(name);
  }

  @Test
  void archivesOfOneMemberInItsDirectoriesAreInOnePlace() {
    List<String> place = of("/c/server-1/stats.gfs").place();

    assertThat(place).containsExactly("c", "server-1");
    assertThat(of("/c/server-1/logs/statistics-01-01.gfs").place()).isEqualTo(place);
    assertThat(of("/c/server-1/stats/server-1-stats.gfs").place()).isEqualTo(place);
    assertThat(of("/c/server-1.gfs").place()).isEqualTo(place);
    assertThat(of("/d/server-1/stats.gfs").place()).isNotEqualTo(place);
  }

  private static PathName of(String path) {
    return PathName.of(ArchivePath.of(Path.of(path)));
  }
}
