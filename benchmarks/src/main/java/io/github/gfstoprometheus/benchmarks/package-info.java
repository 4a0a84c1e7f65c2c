/**
 * How fast and how small the project is, against its peers and against the machine.
 *
 * <pre>
 * micro        JMH: decoding, recording, encoding, converting, warm, in one JVM
 * comparison   whole programs, cold: this one, today's way, plain copying, reading alone
 * layout       what options of convert cost in bytes, seconds and latency of queries
 * memory       whole programs over large archives in a small heap
 * cluster      whole programs over clusters of several sizes
 * latency      from the file that a member writes to the answer of a Prometheus that is written to
 * growth       what a watch takes while it goes on for a simulated day
 * conversion   one run of convert, and whether it wrote what the archive holds
 * process      running a program and measuring what it took
 * </pre>
 *
 * <p>Archives come from files or from the generator of {@code testkit}. Nothing here is shipped.
 */
package io.github.gfstoprometheus.benchmarks;
