package io.github.gfstoprometheus.benchmarks;

final class Probe {
  private Probe() {}
}
