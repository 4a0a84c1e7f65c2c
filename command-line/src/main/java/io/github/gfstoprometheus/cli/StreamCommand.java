package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.archives.ArchiveChain;
import io.github.gfstoprometheus.archives.ArchiveFinder;
import io.github.gfstoprometheus.blocks.BlockConversion.Repeat;
import io.github.gfstoprometheus.convert.ConversionOptions;
import io.github.gfstoprometheus.members.MemberOptions;
import io.github.gfstoprometheus.members.MemberSurvey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stream}: one archive, from a file or standard input, into blocks. */
@Command(
    name = "stream",
    description = "Converts one archive, from a file or from standard input, as it comes.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  gfs-to-prometheus stream input.gfs --output ./data",
      "  ssh server-1 cat stats.gfs | gfs-to-prometheus stream - --member server-1",
      "  zcat stats.gfs.gz | gfs-to-prometheus stream - --exclude-type VMStats",
      "",
      "A file that the directory holds already is left alone; standard input is",
      "always converted."
    })
final class StreamCommand implements Callable<Integer> {
  private final Environment environment;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE|-",
      description = "An archive, compressed or not; - is standard input")
  private Path input;

  @Mixin private BlocksMixin blocks;
  @Mixin private SeriesMixin series;
  @Mixin private OutputMixin output;

  StreamCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    ConversionOptions options = series.options();
    if (input.equals(StandardInput.PATH)) {
      StandardInput.requireReadOnce(options, spec);
    }
    ConversionSummary summary = new ConversionSummary(environment, output, blocks.directory());
    ArchiveFinder finder = new ArchiveFinder();
    MemberSurvey survey =
        MemberSurvey.of(
            chains(finder), new MemberOptions(options.naming().member(), Optional.empty()));
    summary.notices().found(finder);
    summary.notices().surveyed(survey);
    return blocks.convert(environment, options, Repeat.SKIP, survey.members(), summary);
  }

  private List<ArchiveChain> chains(ArchiveFinder finder) throws IOException {
    if (input.equals(StandardInput.PATH)) {
      return List.of(StandardInput.chain(environment.input()));
    }
    if (Files.isDirectory(input)) {
      throw new ParameterException(
          spec.commandLine(), input + " is a directory; the command convert takes those");
    }
    finder.add(input);
    return finder.chains();
  }
}
