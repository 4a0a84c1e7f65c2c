/**
 * Runs other programs: forked JVMs, promtool, a Prometheus server.
 *
 * <p>A command line enters; an exit code, standard output and kept standard error leave. Nothing
 * here knows Geode or Prometheus. No child outlives the JVM that started it.
 */
package io.github.gfstoprometheus.testkit.process;
