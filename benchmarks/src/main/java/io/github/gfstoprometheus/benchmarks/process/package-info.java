/**
 * Running a program, and what it took: time, processor, memory. Knows nothing of archives.
 *
 * <p>The measuring is that of GNU time, which sees what the kernel counted for a process and all
 * its children: exact, and without a sampler that takes processor time itself.
 */
package io.github.gfstoprometheus.benchmarks.process;
