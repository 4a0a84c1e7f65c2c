package io.github.gfstoprometheus.protocol;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The schema as the document has it, for the real protobuf library. */
final class DocumentedSchema {
  static final Path DOCUMENT = Path.of("..", "docs", "stream-protocol.md");

  private static final Pattern SCHEMA = Pattern.compile("```proto\n(.*?)```", Pattern.DOTALL);
  private static final Pattern BLOCK =
      Pattern.compile("(message|enum) (\\w+) \\{(.*?)\n}", Pattern.DOTALL);
  private static final Pattern FIELD = Pattern.compile("\n  (repeated )?(\\w+) (\\w+) = (\\d+);");
  private static final Pattern VALUE = Pattern.compile("\n  (\\w+) = (\\d+);");
  private static final List<String> NUMBERS = List.of("double", "int64", "uint32");

  private final FileDescriptor file;

  private DocumentedSchema(FileDescriptor file) {
    this.file = file;
  }

  /** The schema with its numbers packed, as is usual. */
  static DocumentedSchema packed() throws IOException {
    return read(true);
  }

  /** The schema of one who does not pack numbers. */
  static DocumentedSchema unpacked() throws IOException {
    return read(false);
  }

  Descriptor message(String name) {
    return file.findMessageTypeByName(name);
  }

  private static DocumentedSchema read(boolean packed) throws IOException {
    Matcher schema = SCHEMA.matcher(Files.readString(DOCUMENT));
    if (!schema.find()) {
      throw new AssertionError("no schema in " + DOCUMENT);
    }
    FileDescriptorProto.Builder builder =
        FileDescriptorProto.newBuilder().setName("write.proto").setSyntax("proto3");
    for (MatchResult block : BLOCK.matcher(schema.group(1)).results().toList()) {
      if (block.group(1).equals("enum")) {
        builder.addEnumType(enumOf(block));
      } else {
        builder.addMessageType(messageOf(block, packed));
      }
    }
    try {
      return new DocumentedSchema(FileDescriptor.buildFrom(builder.build(), new FileDescriptor[0]));
    } catch (DescriptorValidationException e) {
      throw new AssertionError(e);
    }
  }

  private static EnumDescriptorProto enumOf(MatchResult block) {
    EnumDescriptorProto.Builder builder = EnumDescriptorProto.newBuilder().setName(block.group(2));
    VALUE
        .matcher(block.group(3))
        .results()
        .forEach(
            value ->
                builder.addValue(
                    EnumValueDescriptorProto.newBuilder()
                        .setName(value.group(1))
                        .setNumber(Integer.parseInt(value.group(2)))));
    return builder.build();
  }

  private static DescriptorProto messageOf(MatchResult block, boolean packed) {
    DescriptorProto.Builder builder = DescriptorProto.newBuilder().setName(block.group(2));
    FIELD
        .matcher(block.group(3))
        .results()
        .forEach(field -> builder.addField(fieldOf(field, packed)));
    return builder.build();
  }

  private static FieldDescriptorProto fieldOf(MatchResult field, boolean packed) {
    boolean isRepeated = field.group(1) != null;
    FieldDescriptorProto.Builder builder =
        FieldDescriptorProto.newBuilder()
            .setName(field.group(3))
            .setNumber(Integer.parseInt(field.group(4)))
            .setLabel(
                isRepeated
                    ? FieldDescriptorProto.Label.LABEL_REPEATED
                    : FieldDescriptorProto.Label.LABEL_OPTIONAL);
    String type = field.group(2);
    if (NUMBERS.contains(type) || type.equals("string")) {
      builder.setType(FieldDescriptorProto.Type.valueOf("TYPE_" + type.toUpperCase(Locale.ROOT)));
      if (isRepeated && NUMBERS.contains(type)) {
        builder.setOptions(FieldOptions.newBuilder().setPacked(packed));
      }
    } else {
      builder.setTypeName(type);
    }
    return builder.build();
  }
}
