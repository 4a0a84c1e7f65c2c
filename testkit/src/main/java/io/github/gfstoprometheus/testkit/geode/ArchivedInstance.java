package io.github.gfstoprometheus.testkit.geode;

/**
 * A resource instance of an archive.
 *
 * @param ordinal the instance's id in the file: unique there, rising in order of creation; it alone
 *     tells apart two instances of equal names
 * @param typeName the name of its resource type
 * @param textId its text id
 * @param numericId its numeric id
 * @param active whether it lived on at the end of the archive
 */
public record ArchivedInstance(
    int ordinal, String typeName, String textId, long numericId, boolean active) {}
