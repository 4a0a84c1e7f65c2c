package io.github.gfstoprometheus.archive;

import java.io.IOException;
import java.util.Optional;

/** Decodes the token at the start of a buffer, of whatever kind: all of it, or nothing. */
final class TokenDecoder {
  private final TokenBuffer buffer;
  private final Catalog catalog = new Catalog();
  private final SampleDecoder samples;
  // The version of the last header; 0 before the first.
  private int version;
  private long clockMillis;

  TokenDecoder(TokenBuffer buffer) {
    this.buffer = buffer;
    this.samples = new SampleDecoder(buffer, catalog);
  }

  /**
   * Decodes the next token, takes it out of the buffer and pushes it.
   *
   * @return false if it is torn; nothing has changed then
   */
  boolean decode(ArchiveVisitor visitor) throws IOException {
    if (buffer.pendingBytes() == 0) {
      return false;
    }
    int token = buffer.bytes()[buffer.start()] & 0xFF;
    if (version == 0 && token != ArchiveFormat.HEADER_TOKEN) {
      throw RefusedArchiveException.notAnArchive(buffer.archive(), token);
    }
    return switch (token) {
      case ArchiveFormat.SAMPLE_TOKEN -> sample(visitor);
      case ArchiveFormat.INSTANCE_CREATE_TOKEN, ArchiveFormat.INSTANCE_INITIALIZE_TOKEN ->
          instance(token, visitor);
      case ArchiveFormat.INSTANCE_DELETE_TOKEN -> delete(visitor);
      case ArchiveFormat.RESOURCE_TYPE_TOKEN -> resourceType(visitor);
      case ArchiveFormat.HEADER_TOKEN -> header(visitor);
      default -> throw buffer.malformed(buffer.start(), "a token: 0 to 4, or 77", "byte " + token);
    };
  }

  private boolean sample(ArchiveVisitor visitor) throws IOException {
    if (!samples.decode(clockMillis)) {
      return false;
    }
    clockMillis = samples.sample().timestampMillis();
    visitor.sample(samples.sample());
    return true;
  }

  private boolean header(ArchiveVisitor visitor) throws IOException {
    TokenCursor cursor = new TokenCursor(buffer);
    int headerVersion = HeaderDecoder.version(cursor);
    if (cursor.isWhole() && !HeaderDecoder.isRead(headerVersion)) {
      throw unreadVersion(headerVersion, cursor);
    }
    ArchiveHeader header = HeaderDecoder.decode(headerVersion, cursor);
    if (cursor.isTorn()) {
      return false;
    }
    cursor.take();
    catalog.clear();
    version = headerVersion;
    clockMillis = header.startMillis();
    visitor.header(header);
    return true;
  }

  private ArchiveException unreadVersion(int found, TokenCursor cursor) {
    if (version != 0) {
      return cursor.malformed(
          "a header of the versions %d to %d"
              .formatted(ArchiveFormat.OLDEST_VERSION, ArchiveFormat.NEWEST_VERSION),
          "version " + found);
    }
    return found > ArchiveFormat.NEWEST_VERSION
        ? RefusedArchiveException.newerVersion(buffer.archive(), found)
        : RefusedArchiveException.olderVersion(buffer.archive(), found);
  }

  private boolean resourceType(ArchiveVisitor visitor) throws IOException {
    TokenCursor cursor = new TokenCursor(buffer);
    ResourceType type = ResourceTypeDecoder.decode(version, cursor);
    if (cursor.isTorn()) {
      return false;
    }
    Optional<ResourceType> known = catalog.type(type.id());
    if (known.isPresent() && !known.get().isSameAs(type)) {
      throw buffer.malformed(
          buffer.start(), "a type id that is new", "another definition of " + known.get());
    }
    cursor.take();
    if (known.isEmpty()) {
      catalog.addType(type);
    }
    visitor.resourceType(known.orElse(type));
    return true;
  }

  private boolean instance(int token, ArchiveVisitor visitor) throws IOException {
    TokenCursor cursor = new TokenCursor(buffer);
    int id = cursor.id();
    if (cursor.isWhole() && catalog.isAlive(id)) {
      throw cursor.malformed("an instance id that is not alive", "instance " + id);
    }
    String textId = cursor.utf();
    long numericId = cursor.i64();
    int typeId = cursor.id();
    if (cursor.isTorn()) {
      return false;
    }
    Optional<ResourceType> type = catalog.type(typeId);
    if (type.isEmpty()) {
      if (token == ArchiveFormat.INSTANCE_INITIALIZE_TOKEN) {
        throw cursor.malformed("a type that is known, for its values follow", "type " + typeId);
      }
      cursor.take();
      catalog.createWithoutType(id);
      visitor.instanceWithoutType(id, textId, typeId);
      return true;
    }
    long[] rawValues = new long[type.get().columns().length];
    if (token == ArchiveFormat.INSTANCE_INITIALIZE_TOKEN) {
      initialValues(type.get(), rawValues, cursor);
      if (cursor.isTorn()) {
        return false;
      }
    }
    cursor.take();
    visitor.instanceCreated(catalog.create(id, textId, numericId, type.get(), rawValues));
    return true;
  }

  private static void initialValues(ResourceType type, long[] rawValues, TokenCursor cursor) {
    int[] columns = type.columns();
    for (int statistic = 0; statistic < columns.length; statistic++) {
      rawValues[statistic] = cursor.value(columns[statistic]);
    }
  }

  private boolean delete(ArchiveVisitor visitor) throws IOException {
    TokenCursor cursor = new TokenCursor(buffer);
    int id = cursor.id();
    if (cursor.isTorn()) {
      return false;
    }
    if (!catalog.isAlive(id)) {
      throw cursor.malformed("a live instance", "instance " + id);
    }
    cursor.take();
    Optional<ResourceInstance> deleted = catalog.delete(id);
    if (deleted.isPresent()) {
      visitor.instanceDeleted(deleted.get());
    }
    return true;
  }
}
