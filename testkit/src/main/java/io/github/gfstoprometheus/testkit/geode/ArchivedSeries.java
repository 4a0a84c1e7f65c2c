package io.github.gfstoprometheus.testkit.geode;

/**
 * Which statistic of which instance: what tells one series of an archive from all others.
 *
 * @param instance the resource instance
 * @param offset the statistic's place in its resource type
 * @param name the statistic's name
 * @param typeCode the type code that the archive gives for it
 * @param counter whether the archive calls it a counter
 * @param largerBetter whether the archive says that more is better
 * @param unit its unit
 * @param description its description
 */
public record ArchivedSeries(
    ArchivedInstance instance,
    int offset,
    String name,
    int typeCode,
    boolean counter,
    boolean largerBetter,
    String unit,
    String description) {}
