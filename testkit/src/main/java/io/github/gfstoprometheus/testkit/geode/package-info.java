/**
 * Real Geode: servers that write archives, a generator of large ones, and Geode's own reader as the
 * oracle of what an archive says.
 *
 * <p>Workloads and shapes enter; archives and their statistics leave, as plain records. Geode's own
 * types stay inside, and nothing here knows how this project reads an archive.
 */
package io.github.gfstoprometheus.testkit.geode;
