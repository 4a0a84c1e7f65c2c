package io.github.gfstoprometheus.members;

import java.util.Optional;

/**
 * Who wrote an archive.
 *
 * @param name the member's name
 * @param type {@code locator}, {@code server} or {@code client}, where known
 */
public record Member(String name, Optional<String> type) {}
