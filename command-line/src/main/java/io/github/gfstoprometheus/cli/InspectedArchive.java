package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.inspect.ArchiveInspection;
import java.util.Optional;

/**
 * An archive and what was found in it.
 *
 * @param problem why the rest could not be read
 * @param remark in what way it is torn, as is usual in a file that is being written
 */
record InspectedArchive(
    String name,
    long bytes,
    ArchiveInspection inspection,
    Optional<String> problem,
    Optional<String> remark) {}
