package io.github.gfstoprometheus.convert;

import java.util.Optional;

/**
 * Who wrote an archive.
 *
 * @param name the member's name
 * @param type {@code locator}, {@code server} or {@code client}, where known
 */
record Member(String name, Optional<String> type) {}
