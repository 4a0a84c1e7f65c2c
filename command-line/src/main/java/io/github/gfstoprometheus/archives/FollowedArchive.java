package io.github.gfstoprometheus.archives;

import io.github.gfstoprometheus.archive.ArchiveHeader;
import io.github.gfstoprometheus.archive.ArchiveReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An archive that its member may still be writing, renaming or deleting. It is known by its first
 * bytes: when they change, another archive has taken its place, and this one has ended.
 *
 * <p>The file is opened once for all readers, which read at places of their own, and is kept open
 * until it is let go of, so that it can be read to its end after it was renamed or deleted.
 */
public final class FollowedArchive implements ArchiveSource {
  /** Those of a chain in the order of time, as their names tell. */
  public static final Comparator<FollowedArchive> BY_NAME =
      Comparator.comparing(
          archive -> ArchiveName.of(archive.path.getFileName().toString()), ArchiveName.BY_TIME);

  private static final Duration GONE_FOR_GOOD = Duration.ofMinutes(1);

  private final ArchiveId id;
  private final ArchiveHeader header;
  private final byte[] beginning;

  /** The path of the chain it belongs to, where it was found first. */
  private final ArchivePath chain;

  private volatile Path path;
  private volatile long sizeBytes;
  private volatile long modifiedMillis;
  private volatile Optional<Long> goneSinceMillis = Optional.empty();
  private volatile long goneAtMillis;

  /** How many may still read it. */
  private int readers;

  /** Open from when the bytes are wanted, or are in danger. */
  private FileChannel channel;

  /**
   * An archive that was found.
   *
   * @param beginning its first bytes
   * @param readers how many will read it, each of whom says when it has
   */
  FollowedArchive(Path path, ArchiveHeader header, byte[] beginning, long sizeBytes, int readers) {
    ArchivePath place = ArchivePath.of(path);
    this.id = ArchiveId.of(header);
    this.header = header;
    this.beginning = beginning.clone();
    this.chain = new ArchivePath(place.directories(), place.stem());
    this.path = path;
    this.sizeBytes = sizeBytes;
    this.readers = readers;
  }

  /** What tells it from others. */
  public ArchiveId id() {
    return id;
  }

  /** What it says of itself. */
  public ArchiveHeader knownHeader() {
    return header;
  }

  /** The directory that it was found in, and its name without endings and numbers. */
  public ArchivePath chain() {
    return chain;
  }

  /** Since when no file has this archive any more, if none has. */
  public Optional<Long> goneSinceMillis() {
    return goneSinceMillis;
  }

  /** How long the file was when it was seen last. */
  public long knownSizeBytes() {
    return sizeBytes;
  }

  /** When it was written to last, as far as was seen. */
  public long modifiedMillis() {
    return modifiedMillis;
  }

  /** The file is there, under this path. */
  void seenAt(Path where, long size, long modified) {
    path = where;
    modifiedMillis = modified;
    sizeBytes = size;
    goneSinceMillis = Optional.empty();
  }

  /** No file has this archive. */
  void gone(long nowMillis) {
    goneAtMillis = nowMillis;
    if (goneSinceMillis.isEmpty()) {
      goneSinceMillis = Optional.of(nowMillis);
    }
  }

  /**
   * Whether no file has had it for so long that none will: a file system may be away for a look.
   */
  public boolean isGoneForGood() {
    return goneSinceMillis
        .filter(since -> goneAtMillis - since >= GONE_FOR_GOOD.toMillis())
        .isPresent();
  }

  /** Whether a file begins as this archive does. */
  boolean isBegunAs(byte[] bytes) {
    return bytes.length >= beginning.length
        && Arrays.equals(bytes, 0, beginning.length, beginning, 0, beginning.length);
  }

  /**
   * Opens the file, if it is not open, so that a deletion does not take its bytes.
   *
   * @throws NoSuchFileException if it is not where it was seen last
   */
  synchronized void hold() throws IOException {
    if (channel != null || readers == 0) {
      return;
    }
    FileChannel opened = FileChannel.open(path);
    boolean isIt = false;
    try {
      isIt = stillBegins(opened);
    } finally {
      if (!isIt) {
        opened.close();
      }
    }
    if (!isIt) {
      throw new NoSuchFileException(path.toString());
    }
    channel = opened;
  }

  synchronized boolean isHeld() {
    return channel != null;
  }

  /** How long the file is that is held open, wherever it is; 0 if none is. */
  public synchronized long heldBytes() {
    try {
      return channel == null ? 0 : channel.size();
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * Whether more can be read than so many bytes, as far as is known, now or when the file is seen
   * again.
   */
  public synchronized boolean hasMoreThan(long readBytes) {
    try {
      if (channel != null && !stillBegins(channel)) {
        return false; // another archive was written into the file
      }
      long there = channel == null ? 0 : channel.size();
      return Math.max(there, goneSinceMillis.isPresent() ? 0 : sizeBytes) > readBytes
          || (channel == null && !isGoneForGood());
    } catch (IOException e) {
      return !isGoneForGood();
    }
  }

  /** Whether nobody will read it any more. */
  synchronized boolean isLeft() {
    return readers == 0;
  }

  /** Says that one of those who read it will not read it any more; after the last, it is closed. */
  public synchronized void leave() {
    readers--;
    if (readers == 0) {
      letGo();
    }
  }

  private synchronized void letGo() {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // Nothing was written to it.
      }
      channel = null;
    }
  }

  /** Reads some bytes at a place; -1 if there are none there now. */
  private int read(ByteBuffer target, long position) throws IOException {
    FileChannel open;
    try {
      open = opened();
    } catch (NoSuchFileException e) {
      if (isGoneForGood()) {
        throw e;
      }
      return -1; // renamed a moment ago: when it was seen again, it can be read
    }
    try {
      int count = open.read(target, position);
      if (count <= 0) {
        reopenIfReplaced(open);
      }
      // Asked afterwards: what was read before the file was truncated is not handed over after it.
      return count > 0 && !stillBegins(open) ? -1 : count;
    } catch (ClosedChannelException e) {
      return -1; // another reader has reopened it
    } catch (IOException e) {
      letGo(); // a file handle of a network file system may be stale for ever: the path is not
      throw e;
    }
  }

  /** A longer copy may have taken the place of the file that is open: it is the same archive. */
  private synchronized void reopenIfReplaced(FileChannel open) throws IOException {
    boolean isReplaced = goneSinceMillis.isEmpty() && open.size() < sizeBytes;
    if (isReplaced && open == channel && stillBegins(open)) {
      letGo();
    }
  }

  private synchronized FileChannel opened() throws IOException {
    hold();
    if (channel == null) {
      throw new IOException("expected to be done with this archive, found somebody reading it");
    }
    return channel;
  }

  private boolean stillBegins(FileChannel open) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(beginning.length);
    while (bytes.hasRemaining() && open.read(bytes, bytes.position()) > 0) {
      // one read gives them all, but need not
    }
    return Arrays.equals(bytes.array(), beginning);
  }

  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public Optional<Path> file() {
    return Optional.of(path);
  }

  @Override
  public Optional<ArchiveHeader> header() {
    return Optional.of(header);
  }

  @Override
  public ArchiveReader peek() {
    return open();
  }

  /** A reader from the start; closing it leaves the file open for others. */
  @Override
  public ArchiveReader open() {
    return ArchiveReader.of(openBytes(), name());
  }

  @Override
  public InputStream openBytes() {
    return new Bytes();
  }

  @Override
  public OptionalLong sizeBytes() {
    return OptionalLong.of(sizeBytes);
  }

  /** The bytes one after the other; the end is the end for now. */
  private final class Bytes extends InputStream {
    private long position;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = FollowedArchive.this.read(ByteBuffer.wrap(target, offset, length), position);
      position += Math.max(0, count);
      return count;
    }
  }
}
