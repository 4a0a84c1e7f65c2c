package io.github.gfstoprometheus.archive;

import java.util.ArrayList;
import java.util.List;

/** Decodes the body of a resource type token. */
final class ResourceTypeDecoder {
  private ResourceTypeDecoder() {}

  /** Counts only if the cursor is not torn. */
  static ResourceType decode(int version, TokenCursor cursor) throws MalformedArchiveException {
    int id = cursor.id();
    String name = cursor.utf();
    String description = cursor.utf();
    int count = cursor.u16();
    if (cursor.isWhole() && count > ArchiveFormat.MAX_STATISTICS) {
      throw cursor.malformed(
          "at most %d statistics".formatted(ArchiveFormat.MAX_STATISTICS), count + " of them");
    }
    List<StatisticDescriptor> statistics = new ArrayList<>();
    while (statistics.size() < count && cursor.isWhole()) {
      statistics.add(statistic(version, cursor));
    }
    return new ResourceType(id, name, description, statistics);
  }

  private static StatisticDescriptor statistic(int version, TokenCursor cursor)
      throws MalformedArchiveException {
    String name = cursor.utf();
    ValueType type = valueType(cursor);
    boolean counter = cursor.bool();
    boolean largerBetter = version >= ArchiveFormat.LARGER_BETTER_VERSION ? cursor.bool() : counter;
    String unit = cursor.utf();
    String description = cursor.utf();
    return new StatisticDescriptor(name, type, counter, largerBetter, unit, description);
  }

  private static ValueType valueType(TokenCursor cursor) throws MalformedArchiveException {
    int code = cursor.i8();
    if (cursor.isTorn()) {
      return ValueType.LONG;
    }
    return ValueType.ofCode(code)
        .orElseThrow(() -> cursor.malformed("a type code of 1 to 8, or 12", "code " + code));
  }
}
