package io.github.gfstoprometheus.archive;

import java.io.IOException;

/**
 * Takes the tokens of an archive, whole and in file order. Implementations override what they need.
 *
 * <p>A call comes when its token has been applied: {@link ArchiveReader#position()} is already
 * behind it, so that an exception thrown here loses the token for this visitor, but leaves the
 * reader intact. An {@link IOException} of the visitor's own passes through the reader unchanged.
 */
public interface ArchiveVisitor {
  /**
   * An archive begins: at the start, and in mid-file where a writer appended or archives were
   * concatenated. It voids all that came before: types, instances, values and clock. Instances that
   * were alive end without {@link #instanceDeleted}.
   *
   * @param header what the archive says about itself
   */
  default void header(ArchiveHeader header) throws IOException {}

  /**
   * A resource type was defined. Should an archive define one again in the same words, the known
   * one comes again.
   *
   * @param type the type
   */
  default void resourceType(ResourceType type) throws IOException {}

  /**
   * An instance was created. It has a value at each sample from the first one that follows, zeros
   * or its initial values if the sample does not mention it.
   *
   * @param instance the instance, with its initial values if the archive gives any
   */
  default void instanceCreated(ResourceInstance instance) throws IOException {}

  /**
   * An instance was deleted; it has no value at the samples that follow. Its slot is free again.
   *
   * @param instance the instance, with its last values
   */
  default void instanceDeleted(ResourceInstance instance) throws IOException {}

  /**
   * An instance was created whose type the archive has not defined, as happens in rolled archives
   * of GemFire and of Geode before 1.1. It may be deleted, of which nothing is said; a sample that
   * mentions it is malformed, since its values cannot be told apart.
   *
   * @param instanceId the id by which the archive refers to the instance
   * @param textId the instance's name
   * @param typeId the id that no type has
   */
  default void instanceWithoutType(int instanceId, String textId, int typeId) throws IOException {}

  /**
   * All live instances were sampled.
   *
   * @param sample the time and the changes; reused: valid during this call only
   */
  default void sample(Sample sample) throws IOException {}
}
