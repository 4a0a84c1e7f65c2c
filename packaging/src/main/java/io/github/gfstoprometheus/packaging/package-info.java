/**
 * The texts that are installed beside the program: a manual page for each command, and the scripts
 * of the command {@code completion}.
 *
 * <p>What enters is the model of the commands, so that a new command or option is in all of them
 * without a word here. Nothing of this is in the program itself.
 */
package io.github.gfstoprometheus.packaging;
