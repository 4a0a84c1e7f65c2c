package io.github.gfstoprometheus.archive;

/** A file that is no statistics archive, or one of a version that is not read. */
public final class RefusedArchiveException extends ArchiveException {
  private static final long serialVersionUID = 1L;

  private RefusedArchiveException(
      String archive, long position, String expected, String found, String advice) {
    super(archive, position, expected, found, advice);
  }

  static RefusedArchiveException notAnArchive(String archive, int firstByte) {
    return new RefusedArchiveException(
        archive,
        0,
        "the header of a statistics archive, which starts with byte " + ArchiveFormat.HEADER_TOKEN,
        "byte " + firstByte,
        "this is not a statistics archive");
  }

  static RefusedArchiveException newerVersion(String archive, int version) {
    return version(
        archive, version, "newer", "if this is a statistics archive, a newer reader must read it");
  }

  static RefusedArchiveException olderVersion(String archive, int version) {
    return version(
        archive, version, "older", "if this is a statistics archive, nothing of today reads it");
  }

  private static RefusedArchiveException version(
      String archive, int version, String comparison, String advice) {
    return new RefusedArchiveException(
        archive,
        1,
        "a version that is read",
        "version %d, which is %s than the versions %d to %d that are read"
            .formatted(
                version, comparison, ArchiveFormat.OLDEST_VERSION, ArchiveFormat.NEWEST_VERSION),
        advice);
  }
}
