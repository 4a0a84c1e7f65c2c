package io.github.gfstoprometheus.archive;

final class Probe {
  private Probe() {}
}
