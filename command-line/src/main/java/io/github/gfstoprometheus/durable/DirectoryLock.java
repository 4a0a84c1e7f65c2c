package io.github.gfstoprometheus.durable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps other runs out of a directory; it ends with the process, however that ends. */
public final class DirectoryLock implements Closeable {
  private static final String NAME = "gfs-to-prometheus.lock";

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Locks a directory, which is created if there is none.
   *
   * @throws IOException if another run has it
   */
  public static DirectoryLock take(Path directory) throws IOException {
    Files.createDirectories(directory);
    FileChannel channel =
        FileChannel.open(
            directory.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      lock(directory, channel);
      return new DirectoryLock(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @SuppressWarnings("resource") // the lock lives as long as its channel
  private static void lock(Path directory, FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      throw new IOException(busy(directory), e);
    }
    throw new IOException(busy(directory));
  }

  private static String busy(Path directory) {
    return directory
        + ": another run is writing there; wait for it or choose another directory (--output, or"
        + " --state of a watch)";
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
