package io.github.gfstoprometheus.watch;

import io.github.gfstoprometheus.watch.SinkFigures.Position;
import java.util.List;

/** Figures that a test drives, as a watch does it. */
public final class DrivenFigures {
  private final SinkFigures blocks = new SinkFigures("blocks");
  private final SinkFigures remoteWrite = new SinkFigures("remote_write");
  private final WatchFigures watch = new WatchFigures(List.of(blocks, remoteWrite));

  public WatchFigures watch() {
    return watch;
  }

  /** The directories were looked through. */
  public void scanned(long archives, long members, long millis) {
    watch.scanned(archives, millis);
    watch.joined(members);
  }

  /** The sink of blocks has read, and published. */
  public void blocks(long ticks, long bytesRead, long samples, long bytesWritten, long millis) {
    blocks.read(bytesRead, ticks);
    blocks.published(1, bytesWritten, millis);
    blocks.samples(samples);
  }

  /** The sink of remote write has had a request refused, and had to send another one twice. */
  public void remoteWriteTrouble(long rejectedSamples) {
    remoteWrite.rejected(rejectedSamples);
    remoteWrite.problem();
    remoteWrite.retry();
  }

  /** Where the sink of blocks stands. */
  public void blocksStandAt(Position... positions) {
    blocks.standsAt(() -> List.of(positions));
  }
}
