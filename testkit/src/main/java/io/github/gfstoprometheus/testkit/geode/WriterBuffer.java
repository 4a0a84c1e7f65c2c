package io.github.gfstoprometheus.testkit.geode;

import java.io.IOException;
import java.io.OutputStream;

/** What stands between Geode's writer and the file, and decides when bytes get there. */
abstract class WriterBuffer extends OutputStream {

  /** Passes on all that has come. */
  abstract void drain() throws IOException;
}
