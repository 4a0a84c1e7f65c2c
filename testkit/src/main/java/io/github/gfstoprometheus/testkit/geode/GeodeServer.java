package io.github.gfstoprometheus.testkit.geode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A real Geode server in a JVM of its own, with work to do: partitioned, replicated and persistent
 * regions, queries, functions, regions that come and go, and statistics of odd values and names.
 */
public final class GeodeServer {

  private GeodeServer() {}

  /** Starts a server and returns at once: the archive appears some seconds later. */
  public static ArchivingProcess start(GeodeWorkload workload) throws IOException {
    List<String> options =
        List.of(
            "-Xmx512m",
            "-Dgemfire.name=" + workload.memberName(),
            "-Dgemfire.locators=",
            "-Dgemfire.mcast-port=0",
            "-Dgemfire.jmx-manager=false",
            "-Dgemfire.http-service-port=0",
            "-Dgemfire.log-level=none",
            "-Dgemfire.preAllocateDisk=false",
            "-Dgemfire.statistic-sampling-enabled=true",
            "-Dgemfire.enable-time-statistics=true",
            "-Dgemfire.statistic-sample-rate=" + workload.sampleRateMillis(),
            "-Dgemfire.statistic-archive-file=" + workload.archive(),
            // Geode's own tests have this switch: it makes kilobytes of the limits' megabytes.
            "-Dgemfire.stats.test.fileSizeLimitInKB=true",
            "-Dgemfire.archive-file-size-limit=" + workload.fileSizeLimitKilobytes(),
            "-Dgemfire.archive-disk-space-limit=" + workload.diskSpaceLimitKilobytes());
    return ArchivingProcess.start(workload, options, ServerMain.class);
  }

  /** Runs a server for the workload's duration and returns its archives in order of writing. */
  public static List<Path> record(GeodeWorkload workload) throws IOException {
    try (ArchivingProcess server = start(workload)) {
      server.awaitEnd();
      return server.archives();
    }
  }
}
