package io.github.gfstoprometheus.archive;

/**
 * What an archive says about itself and the member that wrote it. It does not say the member's
 * name.
 *
 * @param version the version of the format: 2, 3 or 4
 * @param startMillis when the archive was begun, in milliseconds since the epoch, UTC; the clock of
 *     its samples starts here
 * @param systemId the distributed system's id of the member, mostly its process id
 * @param systemStartMillis when the member was started, in milliseconds since the epoch, UTC
 * @param zoneOffsetMillis the member's time zone: its offset from UTC in milliseconds, without
 *     daylight saving
 * @param zoneId the member's time zone by name; not always one that {@link java.time.ZoneId} knows
 * @param systemDirectory the directory in which the member ran
 * @param product the product and its version
 * @param operatingSystem the operating system and its version
 * @param machine the processor architecture and the host's name
 */
public record ArchiveHeader(
    int version,
    long startMillis,
    long systemId,
    long systemStartMillis,
    int zoneOffsetMillis,
    String zoneId,
    String systemDirectory,
    String product,
    String operatingSystem,
    String machine) {}
