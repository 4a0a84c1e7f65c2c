package io.github.gfstoprometheus.testkit.geode;

import java.io.IOException;
import java.nio.file.Path;

/** Is told what happens to the files of a simulated member, at the moment that it happens. */
public interface ArchiveListener {

  /** Does not care. */
  ArchiveListener NONE = new ArchiveListener() {};

  /** An archive was created, and is empty as yet. */
  default void created(Path archive) throws IOException {}

  /** The content of an archive is about to be overwritten in place, or was, and is all there. */
  default void overwriting(Path archive) throws IOException {}
}
