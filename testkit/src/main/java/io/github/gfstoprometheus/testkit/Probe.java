package io.github.gfstoprometheus.testkit;

final class Probe {
  private Probe() {}
}
