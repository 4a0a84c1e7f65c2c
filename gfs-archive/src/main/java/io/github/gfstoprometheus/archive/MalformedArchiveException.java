package io.github.gfstoprometheus.archive;

/**
 * An archive that is damaged at a position. Every whole token before it has been pushed, and stays
 * good; nothing after it can be told apart from noise, since the format has no marks from which to
 * resynchronise.
 */
public final class MalformedArchiveException extends ArchiveException {
  private static final long serialVersionUID = 1L;

  MalformedArchiveException(String archive, long position, String expected, String found) {
    super(
        archive,
        position,
        expected,
        found,
        "the archive is damaged here: what stands before is good, what follows cannot be read");
  }
}
