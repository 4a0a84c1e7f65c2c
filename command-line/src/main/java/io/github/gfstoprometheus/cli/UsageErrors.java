package io.github.gfstoprometheus.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, and where help is: all of it would hide the message. */
final class UsageErrors implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException error, String[] arguments) {
    CommandLine line = error.getCommandLine();
    String command = line.getCommandSpec().qualifiedName();
    PrintWriter errors = line.getErr();
    errors.println("gfs-to-prometheus: " + error.getMessage());
    UnmatchedArgumentException.printSuggestions(error, errors);
    errors.println("Try '" + command + " --help' for its options and examples.");
    return ExitCode.USAGE;
  }
}
