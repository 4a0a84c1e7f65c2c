package io.github.gfstoprometheus.export;

import io.github.gfstoprometheus.convert.ConversionOptions;

/**
 * What to export, and how.
 *
 * @param options what goes in, and what it is called
 * @param batchMillis how much time a batch covers, at most
 * @param memoryBytes about how much may be held before a batch is cut short
 * @param toleranceMillis by how much ticks may be moved so that they are evenly spaced
 * @param thinMillis if not 0: of samples that do not change, only the first, the last and one in
 *     each such period are written
 */
public record ExportSettings(
    ConversionOptions options,
    long batchMillis,
    long memoryBytes,
    long toleranceMillis,
    long thinMillis) {}
