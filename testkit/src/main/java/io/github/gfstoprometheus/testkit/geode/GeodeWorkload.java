package io.github.gfstoprometheus.testkit.geode;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a Geode process shall do, and which archive it shall write meanwhile.
 *
 * @param archive the archive's file; its directory exists, and no other archive of its name is in
 *     it
 * @param memberName the member's name; a {@link GeodeSampler} has none
 * @param duration how long the work goes on
 * @param sampleRateMillis the interval of the samples; a server takes no less than 1000
 * @param fileSizeLimitKilobytes when the archive rolls; 0 is never
 * @param diskSpaceLimitKilobytes what all rolled archives may take before the oldest goes; 0 is any
 * @param seed of what the work does; when it does it is up to the machine
 * @param jvmOptions further options of the process' JVM
 */
public record GeodeWorkload(
    Path archive,
    String memberName,
    Duration duration,
    int sampleRateMillis,
    int fileSizeLimitKilobytes,
    int diskSpaceLimitKilobytes,
    long seed,
    List<String> jvmOptions) {

  public GeodeWorkload {
    jvmOptions = List.copyOf(jvmOptions);
  }

  /** Ten seconds of member {@code server-1}, a sample each second, one file. */
  public static GeodeWorkload writing(Path archive) {
    return new GeodeWorkload(
        archive.toAbsolutePath(), "server-1", Duration.ofSeconds(10), 1000, 0, 0, 1, List.of());
  }

  public GeodeWorkload withMemberName(String name) {
    return new GeodeWorkload(
        archive,
        name,
        duration,
        sampleRateMillis,
        fileSizeLimitKilobytes,
        diskSpaceLimitKilobytes,
        seed,
        jvmOptions);
  }

  public GeodeWorkload withDuration(Duration newDuration) {
    return new GeodeWorkload(
        archive,
        memberName,
        newDuration,
        sampleRateMillis,
        fileSizeLimitKilobytes,
        diskSpaceLimitKilobytes,
        seed,
        jvmOptions);
  }

  public GeodeWorkload withSampleRateMillis(int millis) {
    return new GeodeWorkload(
        archive,
        memberName,
        duration,
        millis,
        fileSizeLimitKilobytes,
        diskSpaceLimitKilobytes,
        seed,
        jvmOptions);
  }

  /** Rolls the archive at a size, and deletes the oldest rolled files above another; 0 is never. */
  public GeodeWorkload withLimitsKilobytes(int fileSize, int diskSpace) {
    return new GeodeWorkload(
        archive, memberName, duration, sampleRateMillis, fileSize, diskSpace, seed, jvmOptions);
  }

  public GeodeWorkload withSeed(long newSeed) {
    return new GeodeWorkload(
        archive,
        memberName,
        duration,
        sampleRateMillis,
        fileSizeLimitKilobytes,
        diskSpaceLimitKilobytes,
        newSeed,
        jvmOptions);
  }

  public GeodeWorkload withJvmOptions(List<String> options) {
    return new GeodeWorkload(
        archive,
        memberName,
        duration,
        sampleRateMillis,
        fileSizeLimitKilobytes,
        diskSpaceLimitKilobytes,
        seed,
        options);
  }
}
