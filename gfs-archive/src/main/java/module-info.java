/** Reads the statistics archives of Apache Geode and VMware GemFire; needs the JDK alone. */
module io.github.gfstoprometheus.archive {
  exports io.github.gfstoprometheus.archive;
}
