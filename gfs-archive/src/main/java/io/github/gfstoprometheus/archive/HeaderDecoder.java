package io.github.gfstoprometheus.archive;

/** Decodes the body of a header token. */
final class HeaderDecoder {
  private HeaderDecoder() {}

  /** Reads the version, which says whether the rest can be read. */
  static int version(TokenCursor cursor) {
    return cursor.i8();
  }

  static boolean isRead(int version) {
    return version >= ArchiveFormat.OLDEST_VERSION && version <= ArchiveFormat.NEWEST_VERSION;
  }

  /** Reads what follows the version; counts only if the cursor is not torn. */
  static ArchiveHeader decode(int version, TokenCursor cursor) throws MalformedArchiveException {
    long startMillis = cursor.i64();
    long systemId = cursor.i64();
    long systemStartMillis = cursor.i64();
    int zoneOffsetMillis = cursor.i32();
    String zoneId = cursor.utf();
    String systemDirectory = cursor.utf();
    String product = cursor.utf();
    String operatingSystem = cursor.utf();
    String machine = cursor.utf();
    return new ArchiveHeader(
        version,
        startMillis,
        systemId,
        systemStartMillis,
        zoneOffsetMillis,
        zoneId,
        systemDirectory,
        product,
        operatingSystem,
        machine);
  }
}
