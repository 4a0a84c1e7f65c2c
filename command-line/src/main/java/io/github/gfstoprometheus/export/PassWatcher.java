package io.github.gfstoprometheus.export;

import io.github.gfstoprometheus.convert.Watcher;

/** Tells another watcher also what is written between two passes over the archives. */
final class PassWatcher implements Watcher {
  private final Watcher watcher;
  private Progress last = new Progress(0, 0, 0, new Written(0, "megabyte"));

  PassWatcher(Watcher watcher) {
    this.watcher = watcher;
  }

  @Override
  public void advanced(Progress progress) {
    last = progress;
    watcher.advanced(progress);
  }

  /** So much has been written of what the last pass has read. */
  void written(Written written) {
    watcher.advanced(new Progress(last.bytesIn(), last.millis(), last.members(), written));
  }

  @Override
  public boolean wantsEnd() {
    return watcher.wantsEnd();
  }
}
