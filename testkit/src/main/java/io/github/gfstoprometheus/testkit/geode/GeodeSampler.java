package io.github.gfstoprometheus.testkit.geode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Geode's own sampler and archive writer in a JVM of its own, without a cache: it samples as often
 * as is wanted, where a server does so once a second at most. A fresh archive of many ticks takes a
 * few seconds.
 */
public final class GeodeSampler {

  private GeodeSampler() {}

  /** Starts a sampler and returns at once: the archive appears within a second or so. */
  public static ArchivingProcess start(GeodeWorkload workload) throws IOException {
    List<String> options =
        List.of(
            "-Xmx128m",
            "-Dstats.name=" + workload.memberName(),
            "-Dstats.sample-rate=" + workload.sampleRateMillis(),
            "-Dstats.archive-file=" + workload.archive(),
            "-Dgemfire.stats.test.fileSizeLimitInKB=true",
            "-Dstats.file-size-limit=" + workload.fileSizeLimitKilobytes(),
            "-Dstats.disk-space-limit=" + workload.diskSpaceLimitKilobytes());
    return ArchivingProcess.start(workload, options, SamplerMain.class);
  }

  /** Runs a sampler for the workload's duration and returns its archives in order of writing. */
  public static List<Path> record(GeodeWorkload workload) throws IOException {
    try (ArchivingProcess sampler = start(workload)) {
      sampler.awaitEnd();
      return sampler.archives();
    }
  }
}
