package io.github.gfstoprometheus.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.github.gfstoprometheus.archive.ArchiveHeader;
import io.github.gfstoprometheus.archive.StatisticDescriptor;
import io.github.gfstoprometheus.inspect.ArchiveInspection;
import io.github.gfstoprometheus.inspect.InstanceFigures;
import io.github.gfstoprometheus.inspect.StatisticFigures;
import java.io.IOException;
import java.io.PrintStream;

/**
 * Writes inspections for scripts: an array with an object for each archive. Numbers that JSON has
 * not (NaN and the infinities) stand as text.
 */
final class InspectionJson implements AutoCloseable {
  private final JsonGenerator json;

  /** Begins the array. */
  InspectionJson(PrintStream output) throws IOException {
    json =
        JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII) // an unpaired surrogate has no UTF-8 form
            .build()
            .createGenerator(output);
    json.writeStartArray();
  }

  void print(InspectedArchive archive) throws IOException {
    writeArchive(json, archive);
  }

  /** Ends the array, and leaves the output open. */
  @Override
  public void close() throws IOException {
    json.close(); // which ends what is begun
  }

  private static void writeArchive(JsonGenerator json, InspectedArchive archive)
      throws IOException {
    ArchiveInspection inspection = archive.inspection();
    json.writeStartObject();
    json.writeStringField("file", archive.name());
    json.writeNumberField("bytes", archive.bytes());
    json.writeNumberField("samples", inspection.samples());
    json.writeNumberField("changes", inspection.changes());
    json.writeNumberField("firstMillis", inspection.firstMillis());
    json.writeNumberField("lastMillis", inspection.lastMillis());
    if (archive.problem().isPresent()) {
      json.writeStringField("problem", archive.problem().get());
    }
    if (archive.remark().isPresent()) {
      json.writeStringField("remark", archive.remark().get());
    }
    json.writeArrayFieldStart("headers");
    for (ArchiveHeader header : inspection.headers()) {
      writeHeader(json, header);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("instances");
    for (InstanceFigures instance : inspection.instances()) {
      writeInstance(json, instance);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeHeader(JsonGenerator json, ArchiveHeader header) throws IOException {
    json.writeStartObject();
    json.writeNumberField("version", header.version());
    json.writeNumberField("startMillis", header.startMillis());
    json.writeNumberField("systemId", header.systemId());
    json.writeNumberField("systemStartMillis", header.systemStartMillis());
    json.writeNumberField("zoneOffsetMillis", header.zoneOffsetMillis());
    json.writeStringField("zoneId", header.zoneId());
    json.writeStringField("systemDirectory", header.systemDirectory());
    json.writeStringField("product", header.product());
    json.writeStringField("operatingSystem", header.operatingSystem());
    json.writeStringField("machine", header.machine());
    json.writeEndObject();
  }

  private static void writeInstance(JsonGenerator json, InstanceFigures instance)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("type", instance.type().name());
    json.writeStringField("textId", instance.textId());
    json.writeNumberField("numericId", instance.numericId());
    json.writeBooleanField("deleted", instance.isDeleted());
    json.writeArrayFieldStart("statistics");
    for (int i = 0; i < instance.statistics().size(); i++) {
      writeStatistic(json, instance.type().statistics().get(i), instance.statistics().get(i));
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeStatistic(
      JsonGenerator json, StatisticDescriptor descriptor, StatisticFigures figures)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", descriptor.name());
    json.writeStringField("unit", descriptor.unit());
    json.writeStringField("kind", descriptor.counter() ? "counter" : "gauge");
    json.writeNumberField("samples", figures.samples());
    json.writeNumberField("first", figures.first());
    json.writeNumberField("last", figures.last());
    json.writeNumberField("min", figures.minimum());
    json.writeNumberField("max", figures.maximum());
    json.writeNumberField("mean", figures.mean());
    json.writeNumberField("stddev", figures.standardDeviation());
    json.writeNumberField("changes", figures.changes());
    json.writeEndObject();
  }
}
