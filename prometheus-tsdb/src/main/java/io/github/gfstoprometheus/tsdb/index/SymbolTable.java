package io.github.gfstoprometheus.tsdb.index;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.labels.Utf8Order;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The distinct label names and values of a block, numbered in the order of their UTF-8 bytes. */
final class SymbolTable {
  private final String[] symbols;
  private final Map<String, Integer> numbers;

  SymbolTable(Iterable<LabelSet> series) {
    Set<String> distinct = new HashSet<>();
    for (LabelSet labels : series) {
      for (int i = 0; i < labels.size(); i++) {
        distinct.add(labels.name(i));
        distinct.add(labels.value(i));
      }
    }
    symbols = distinct.toArray(String[]::new);
    Arrays.sort(symbols, Utf8Order::compare);
    numbers = new HashMap<>(symbols.length * 2);
    for (int i = 0; i < symbols.length; i++) {
      numbers.put(symbols[i], i);
    }
  }

  int size() {
    return symbols.length;
  }

  String symbol(int number) {
    return symbols[number];
  }

  int number(String symbol) {
    return numbers.get(symbol);
  }
}
