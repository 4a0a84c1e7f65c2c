package io.github.gfstoprometheus.export.csv;

import java.io.IOException;
import java.io.OutputStream;

/** Where the tables of wide exports go. */
public interface Tables {
  /**
   * Opens the next table.
   *
   * @param type the resource type whose table it is
   * @param number 1 for the first table of a type, 2 for the one with further columns, and so on
   * @throws SeveralTablesException if there is room for fewer
   */
  OutputStream open(String type, int number) throws IOException;
}
