package io.github.gfstoprometheus.convert;

import io.github.gfstoprometheus.archives.ArchiveSource;
import java.util.Optional;

/** The archives of a member that is still at work, in the order of time, as they appear. */
public interface LiveChain {
  /** The archive after the one given last, if there is one already. */
  Optional<ArchiveSource> next();

  /**
   * Whether the archive given last has got all that it will ever have.
   *
   * @param readBytes how many of its bytes have been read, compressed ones as they are
   */
  boolean isComplete(long readBytes);
}
