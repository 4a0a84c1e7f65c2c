package io.github.gfstoprometheus.export.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** The columns of a file: three that all samples have, and one for each label. */
final class SampleSchema {
  private final MessageType type;
  private final List<String> labels;

  private SampleSchema(MessageType type, List<String> labels) {
    this.type = type;
    this.labels = labels;
  }

  /** The columns for these labels, in this order. */
  static SampleSchema of(ColumnNames names) {
    List<Type> columns = new ArrayList<>();
    columns.add(
        Types.required(PrimitiveTypeName.INT64)
            .as(timestampType(true, TimeUnit.MILLIS))
            .named(ColumnNames.TIMESTAMP));
    columns.add(Types.required(PrimitiveTypeName.DOUBLE).named(ColumnNames.VALUE));
    columns.add(
        Types.required(PrimitiveTypeName.BINARY).as(stringType()).named(ColumnNames.METRIC));
    for (String label : names.labels()) {
      columns.add(Types.optional(PrimitiveTypeName.BINARY).as(stringType()).named(label));
    }
    return new SampleSchema(new MessageType("samples", columns), names.labels());
  }

  MessageType type() {
    return type;
  }

  List<String> labels() {
    return labels;
  }

  ColumnDescriptor column(String name) {
    return type.getColumnDescription(new String[] {name});
  }
}
