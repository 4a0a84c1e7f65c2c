package io.github.gfstoprometheus.convert;

import io.github.gfstoprometheus.archive.ArchiveReader;
import io.github.gfstoprometheus.archive.ArchiveVisitor;
import io.github.gfstoprometheus.archives.ArchiveSource;
import java.io.IOException;

/**
 * Looks on while archives are fed: is told of a header, an instance and a sample before they are,
 * so that the figures of the conversion are those of all before.
 */
public interface ArchiveWitness extends ArchiveVisitor {
  /** Sees nothing. */
  ArchiveWitness NONE = source -> {};

  /** All that follows is of this archive, which is about to be opened. */
  void opening(ArchiveSource source);

  /** Opens an archive, of which the witness is told. */
  default ArchiveReader open(ArchiveSource source) throws IOException {
    opening(source);
    return source.open();
  }
}
