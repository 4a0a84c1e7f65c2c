/**
 * Scripts that complete a command line in a shell.
 *
 * <p>What enters is the model of the commands that the command line itself is read by, what leaves
 * is text for bash, zsh or fish: a new command or option is in it without a word here. These
 * classes know no command by name, and must not.
 */
package io.github.gfstoprometheus.completion;
