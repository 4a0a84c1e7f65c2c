package io.github.gfstoprometheus.tsdb;

final class Probe {
  private Probe() {}
}
