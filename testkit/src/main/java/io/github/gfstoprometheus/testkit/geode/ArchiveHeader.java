package io.github.gfstoprometheus.testkit.geode;

/**
 * What an archive's header says, by Geode's reader.
 *
 * @param version the format's version
 * @param startMillis when the file was begun, in milliseconds since the epoch
 * @param systemId the member's system id
 * @param systemStartMillis when the member started, in milliseconds since the epoch
 * @param timeZoneOffsetMillis the zone's raw offset
 * @param timeZoneId the zone's id
 * @param systemDirectory the member's directory
 * @param product the product's description
 * @param operatingSystem its name and version
 * @param machine its architecture and host
 */
public record ArchiveHeader(
    int version,
    long startMillis,
    long systemId,
    long systemStartMillis,
    int timeZoneOffsetMillis,
    String timeZoneId,
    String systemDirectory,
    String product,
    String operatingSystem,
    String machine) {}
