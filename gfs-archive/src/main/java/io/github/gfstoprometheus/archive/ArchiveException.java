package io.github.gfstoprometheus.archive;

import java.io.IOException;

/**
 * An archive that cannot be read, or not any further, because of what stands in it. The message
 * names the archive, the position, what was expected there, what stood there, and what to do.
 */
public abstract sealed class ArchiveException extends IOException
    permits MalformedArchiveException, RefusedArchiveException {
  private static final long serialVersionUID = 1L;

  /** The name under which the archive was opened. */
  private final String archive;

  /** Where the error stands, in bytes from the start of the uncompressed archive. */
  private final long position;

  /** What the format asks for. */
  private final String expected;

  /** What stands there. */
  private final String found;

  /** What can be done about it. */
  private final String advice;

  ArchiveException(String archive, long position, String expected, String found, String advice) {
    super(
        "%s: at byte %d: expected %s, found %s; %s"
            .formatted(archive, position, expected, found, advice));
    this.archive = archive;
    this.position = position;
    this.expected = expected;
    this.found = found;
    this.advice = advice;
  }

  /**
   * Returns the name under which the archive was opened.
   *
   * @return the path or name, as it was given
   */
  public final String archive() {
    return archive;
  }

  /**
   * Returns where in the archive the error stands.
   *
   * @return the offset in bytes from the start of the (uncompressed) archive
   */
  public final long position() {
    return position;
  }

  /**
   * Returns what the format asks for at this position.
   *
   * @return a phrase for people to read
   */
  public final String expected() {
    return expected;
  }

  /**
   * Returns what stands at this position.
   *
   * @return a phrase for people to read
   */
  public final String found() {
    return found;
  }

  /**
   * Returns what can be done about it.
   *
   * @return a phrase for people to read
   */
  public final String advice() {
    return advice;
  }
}
