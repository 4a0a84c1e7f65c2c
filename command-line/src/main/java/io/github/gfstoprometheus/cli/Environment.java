package io.github.gfstoprometheus.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator.SplittableGenerator;

/**
 * What a command takes from the world around it, so that the same input gives the same bytes in a
 * test.
 *
 * @param data where exported bytes go: standard output as well, which fails if they cannot
 * @param columns how wide the terminal is that the errors go to, if it is one
 * @param random names blocks, with the clock
 */
record Environment(
    InputStream input,
    PrintStream output,
    OutputStream data,
    PrintStream errors,
    Optional<Integer> columns,
    InstantSource clock,
    SplittableGenerator random) {}
