/**
 * JMH benchmarks of the road's parts: what enters is a generated archive or a generated range; what
 * leaves are rates. Knows nothing of processes, cold starts or peers' outputs.
 */
package io.github.gfstoprometheus.benchmarks.micro;
