package io.github.gfstoprometheus.config;

import io.github.gfstoprometheus.selection.Quoted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value of a file, and where it stands. Where a list or a mapping is wanted, nothing is as good
 * as an empty one: so all lines of it can be made remarks.
 */
final class YamlValue {
  private final String file;
  private final Node node;

  YamlValue(String file, Node node) {
    this.file = file;
    this.node = node;
  }

  /** What to do with the value of a key. */
  interface Reader {
    void read(YamlValue value) throws ConfigException;
  }

  /** What to do with a key of the user's own and its value. */
  interface EntryReader {
    void read(YamlValue key, YamlValue value) throws ConfigException;
  }

  /** Line and column of a place, from 1. */
  static String place(Mark mark) {
    return (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
  }

  String place() {
    return node.getStartMark().map(YamlValue::place).orElse("1:1");
  }

  ConfigException error(String expected, String advice) {
    return error(expected, found(), advice);
  }

  ConfigException error(String expected, String found, String advice) {
    return new ConfigException(
        "%s:%s: expected %s, found %s: %s".formatted(file, place(), expected, found, advice));
  }

  private String found() {
    if (node instanceof ScalarNode scalar) {
      if (isNothing()) {
        return "nothing";
      }
      return node.getTag().equals(Tag.STR) ? Quoted.of(scalar.getValue()) : scalar.getValue();
    }
    return node instanceof SequenceNode ? "a list" : "a mapping";
  }

  private boolean isNothing() {
    return node.getTag().equals(Tag.NULL);
  }

  boolean isMapping() {
    return node instanceof MappingNode;
  }

  String text() throws ConfigException {
    if (node instanceof ScalarNode scalar) {
      if (node.getTag().equals(Tag.STR)) {
        return scalar.getValue();
      }
      throw error("a text", "put it in quotation marks if that is what is meant");
    }
    throw error("a text", "write one text here");
  }

  /** One of these, written in lower case. */
  <E extends Enum<E>> E oneOf(E[] values) throws ConfigException {
    String text = text();
    List<String> known = new ArrayList<>();
    for (E each : values) {
      String name = each.name().toLowerCase(Locale.ROOT);
      if (name.equals(text)) {
        return each;
      }
      known.add(name);
    }
    throw error(String.join(" or ", known), Nearest.advice(text, known));
  }

  void requireTrue() throws ConfigException {
    if (!(node instanceof ScalarNode scalar)
        || !node.getTag().equals(Tag.BOOL)
        || !scalar.getValue().equals("true")) {
      throw error("true", "leave the key out otherwise");
    }
  }

  List<YamlValue> list() throws ConfigException {
    if (isNothing()) {
      return List.of();
    }
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue().stream().map(item -> new YamlValue(file, item)).toList();
    }
    throw error("a list", "write [a, b], or each on a line after a hyphen");
  }

  /** Reads a mapping whose keys are the user's own. */
  void entries(EntryReader reader) throws ConfigException {
    for (Map.Entry<YamlValue, YamlValue> entry : mapping().entrySet()) {
      reader.read(entry.getKey(), entry.getValue());
    }
  }

  /** Reads a mapping whose keys are known. */
  void fields(Map<String, Reader> readers) throws ConfigException {
    for (Map.Entry<YamlValue, YamlValue> entry : mapping().entrySet()) {
      String name = entry.getKey().text();
      Reader reader = readers.get(name);
      if (reader == null) {
        throw entry
            .getKey()
            .error("a key that is known here", Nearest.advice(name, readers.keySet()));
      }
      reader.read(entry.getValue());
    }
  }

  /** Reads what several mappings may say in two ways: a key says the same as another one. */
  void requireOneOf(String one, String other) throws ConfigException {
    List<YamlValue> keys = new ArrayList<>();
    for (YamlValue key : mapping().keySet()) {
      if (key.text().equals(one) || key.text().equals(other)) {
        keys.add(key);
      }
    }
    if (keys.size() > 1) {
      throw keys.get(1)
          .error(
              "either " + one + " or " + other,
              "both",
              "they say the same; remove this one or that at " + keys.get(0).place());
    }
  }

  private Map<YamlValue, YamlValue> mapping() throws ConfigException {
    Map<YamlValue, YamlValue> entries = new LinkedHashMap<>();
    if (isNothing()) {
      return entries;
    }
    if (!(node instanceof MappingNode mapping)) {
      throw error("a mapping", "write lines such as key: value");
    }
    Map<String, YamlValue> keys = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      YamlValue key = new YamlValue(file, tuple.getKeyNode());
      YamlValue before = keys.putIfAbsent(key.text(), key);
      if (before != null) {
        throw key.error(
            "each key once", "this one stands at " + before.place() + " too; remove one");
      }
      entries.put(key, new YamlValue(file, tuple.getValueNode()));
    }
    return entries;
  }
}
