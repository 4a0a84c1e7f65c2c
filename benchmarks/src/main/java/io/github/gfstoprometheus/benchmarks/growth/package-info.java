/**
 * What a watch takes while it goes on for a day: simulated members enter, a table over time leaves,
 * and whether the heap and the open files stay what they are.
 */
package io.github.gfstoprometheus.benchmarks.growth;
