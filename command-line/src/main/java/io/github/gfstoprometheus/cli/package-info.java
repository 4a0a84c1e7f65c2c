/**
 * The command line: options, help, figures at the end, exit codes.
 *
 * <p>Every command is a class that binds options and calls one of the packages below it; what is
 * printed is decided here and nowhere else.
 */
package io.github.gfstoprometheus.cli;
