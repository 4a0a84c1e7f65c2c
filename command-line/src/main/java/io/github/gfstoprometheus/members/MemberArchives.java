package io.github.gfstoprometheus.members;

import io.github.gfstoprometheus.archives.ArchiveChain;

/**
 * A member and all of its archives, in the order of time.
 *
 * @param chain the archives; its own name for the member is the member's
 */
public record MemberArchives(Member member, ArchiveChain chain) {}
