package io.github.gfstoprometheus.archive;

/**
 * One statistic of a resource type.
 *
 * @param name its name, unique in its type as Geode writes it
 * @param type how its 64 running bits are a number
 * @param counter whether its author meant it to rise only; counters of real archives fall at times
 * @param largerBetter whether its author thinks higher values better
 * @param unit the unit in the author's words, such as "nanoseconds"; often empty
 * @param description what it measures, in the author's words
 */
public record StatisticDescriptor(
    String name,
    ValueType type,
    boolean counter,
    boolean largerBetter,
    String unit,
    String description) {}
