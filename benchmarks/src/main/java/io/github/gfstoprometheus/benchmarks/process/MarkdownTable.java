package io.github.gfstoprometheus.benchmarks.process;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table that reads well as it is, and is Markdown. The first column is text, others numbers. */
public final class MarkdownTable {
  private final List<List<String>> rows = new ArrayList<>();

  /** A table without rows. */
  public MarkdownTable(String... columns) {
    rows.add(List.of(columns));
  }

  /** Adds a row; cells that are left out are empty. */
  public void row(String... cells) {
    List<String> row = new ArrayList<>(List.of(cells));
    while (row.size() < rows.get(0).size()) {
      row.add("");
    }
    rows.add(row);
  }

  /** A number as a cell. */
  public static String number(String format, double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "";
  }

  /** A number as a cell, with three digits that count or all that are whole. */
  public static String significant(double value) {
    return number(Math.abs(value) < 100 ? "%.3g" : "%,.0f", value);
  }

  /** A whole number as a cell. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** Prints all rows. */
  public void print(PrintStream out) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (int i = 0; i < rows.size(); i++) {
      out.println(line(rows.get(i), widths));
      if (i == 0) {
        out.println(rule(widths));
      }
    }
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder("|");
    for (int i = 0; i < widths.length; i++) {
      String padding = " ".repeat(widths[i] - row.get(i).length());
      line.append(' ').append(i == 0 ? row.get(i) + padding : padding + row.get(i)).append(" |");
    }
    return line.toString();
  }

  private static String rule(int[] widths) {
    StringBuilder rule = new StringBuilder("|");
    for (int i = 0; i < widths.length; i++) {
      rule.append("-".repeat(widths[i] + 1)).append(i == 0 ? "-|" : ":|");
    }
    return rule.toString();
  }
}
