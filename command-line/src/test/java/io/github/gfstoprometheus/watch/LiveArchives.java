package io.github.gfstoprometheus.watch;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.whole;

import io.github.gfstoprometheus.archives.ArchiveFilter;
import io.github.gfstoprometheus.archives.ArchiveScan;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import java.nio.file.Path;
import java.util.List;

/** Archives made by hand that a test looks at with a clock of its own. */
final class LiveArchives {
  /** When the first archive begins. */
  static final long START = HandmadeArchive.START_MILLIS;

  private LiveArchives() {}

  /** An archive that begins so many seconds after the start, with one sample each second. */
  static HandmadeArchive archive(int beginSecond, int samples) {
    return begun(beginSecond).create(1, "one", 1).samples(samples, 1000);
  }

  /** One that tells from its first sample on whose it is. */
  static HandmadeArchive archiveOf(String member, int beginSecond, int samples) {
    return begun(beginSecond)
        .type(2, "LinuxProcessStats", whole("processes"))
        .type(3, "CacheServerStats", whole("connections"))
        .create(1, "one", 1)
        .create(2, member + "-proc", 2)
        .create(3, "server", 3)
        .samples(samples, 1000);
  }

  private static HandmadeArchive begun(int beginSecond) {
    long beginMillis = START + beginSecond * 1000L;
    return HandmadeArchive.begunAt(beginMillis, beginMillis - 10).type(1, "Things", whole("count"));
  }

  /** A scan of a directory, for sinks of that number. */
  static ArchiveScan scanOf(Path directory, int sinks) {
    return new ArchiveScan(List.of(directory), ArchiveFilter.ALL, sinks);
  }
}
