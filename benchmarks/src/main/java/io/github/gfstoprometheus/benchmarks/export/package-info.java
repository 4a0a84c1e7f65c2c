/** What each format of {@code export} costs, against Geode's own reader writing CSV. */
package io.github.gfstoprometheus.benchmarks.export;
