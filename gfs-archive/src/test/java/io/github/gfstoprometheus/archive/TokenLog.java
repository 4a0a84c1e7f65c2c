package io.github.gfstoprometheus.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes down all that it is told, so that two readings can be compared. */
final class TokenLog implements ArchiveVisitor {
  private final List<String> tokens = new ArrayList<>();

  static List<String> of(byte[] archive) throws IOException {
    TokenLog log = new TokenLog();
    try (ArchiveReader reader = ArchiveBytes.open(archive)) {
      reader.readAll(log);
    }
    return log.tokens;
  }

  List<String> tokens() {
    return tokens;
  }

  @Override
  public void header(ArchiveHeader header) {
    tokens.add("header " + header);
  }

  @Override
  public void resourceType(ResourceType type) {
    tokens.add("type %s %s %s".formatted(type, type.description(), type.statistics()));
  }

  @Override
  public void instanceCreated(ResourceInstance instance) {
    tokens.add("created " + withValues(instance));
  }

  @Override
  public void instanceDeleted(ResourceInstance instance) {
    tokens.add("deleted " + withValues(instance));
  }

  @Override
  public void instanceWithoutType(int instanceId, String textId, int typeId) {
    tokens.add("without type: instance %d %s of type %d".formatted(instanceId, textId, typeId));
  }

  @Override
  public void sample(Sample sample) {
    StringBuilder text = new StringBuilder("sample " + sample.timestampMillis());
    for (int i = 0; i < sample.instanceCount(); i++) {
      text.append(" [").append(sample.instance(i).id()).append(':');
      for (int c = sample.changesStart(i); c < sample.changesEnd(i); c++) {
        text.append(
            " %d=%d=%s".formatted(sample.statistic(c), sample.rawValue(c), value(sample, c)));
      }
      text.append(']');
    }
    tokens.add(text.toString());
  }

  private static String value(Sample sample, int change) {
    return Double.toString(sample.value(change));
  }

  private static String withValues(ResourceInstance instance) {
    return instance
        + IntStream.range(0, instance.type().statistics().size())
            .mapToObj(s -> Long.toString(instance.rawValue(s)))
            .collect(Collectors.joining(",", " slot " + instance.slot() + " [", "]"));
  }
}
