package io.github.gfstoprometheus.cli;

final class Probe {
  private Probe() {}
}
