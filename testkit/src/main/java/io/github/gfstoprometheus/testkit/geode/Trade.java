package io.github.gfstoprometheus.testkit.geode;

import java.io.Serializable;

/** What the regions of a {@link GeodeServer} hold. Geode's queries see its getters. */
public final class Trade implements Serializable {

  private static final long serialVersionUID = 1;

  private final String symbol;
  private final double price;
  private final byte[] note;

  Trade(String symbol, double price, int noteBytes) {
    this.symbol = symbol;
    this.price = price;
    this.note = new byte[noteBytes];
  }

  public String getSymbol() {
    return symbol;
  }

  public double getPrice() {
    return price;
  }

  public int getNoteBytes() {
    return note.length;
  }
}
