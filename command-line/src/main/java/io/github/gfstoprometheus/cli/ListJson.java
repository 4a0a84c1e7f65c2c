package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.archive.ArchiveHeader;
import io.github.gfstoprometheus.listing.ArchiveListing;
import io.github.gfstoprometheus.listing.MemberListing;
import io.github.gfstoprometheus.listing.MemberListing.Figures;
import io.github.gfstoprometheus.listing.Overlap;
import io.github.gfstoprometheus.listing.Span;
import io.github.gfstoprometheus.listing.Storage;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a conversion would convert, for programs. */
final class ListJson {
  private ListJson() {}

  static Map<String, Object> of(ListSums sums) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("archives", sums.archives());
    put(json, sums.time());
    json.put("ticks", sums.sum(Figures::ticks));
    json.put("series", sums.sum(Figures::series));
    json.put("samples", sums.sum(Figures::samples));
    json.put("staleMarkers", sums.sum(Figures::staleMarkers));
    json.put("changes", sums.sum(Figures::changes));
    json.put("bytesIn", sums.sum(Figures::bytesIn));
    json.put("expectedBlocks", sums.expected().blocks());
    json.put("expectedBytes", sums.expected().bytes());
    json.put("seconds", sums.seconds());
    json.put("peakMemoryMegabytes", PeakMemory.megabytes());
    json.put("members", sums.members().stream().map(ListJson::member).toList());
    return json;
  }

  private static Map<String, Object> member(MemberListing member) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("member", member.member().name());
    member.member().type().ifPresent(type -> json.put("memberType", type));
    json.put("state", member.outcome().name().toLowerCase(Locale.ROOT));
    member.origin().header().ifPresent(header -> put(json, header));
    json.put("starts", member.origin().starts());
    Figures figures = member.figures();
    put(json, figures.time());
    json.put("ticks", figures.ticks());
    json.put("series", figures.series());
    json.put("samples", figures.samples());
    json.put("staleMarkers", figures.staleMarkers());
    json.put("changes", figures.changes());
    json.put("bytesIn", figures.bytesIn());
    json.put("gapCount", member.gaps().count());
    json.put("gaps", member.gaps().first().stream().map(ListJson::span).toList());
    json.put("overlapCount", member.overlaps().count());
    json.put("overlaps", member.overlaps().first().stream().map(ListJson::overlap).toList());
    json.put("archives", member.archives().stream().map(ListJson::archive).toList());
    return json;
  }

  private static void put(Map<String, Object> json, ArchiveHeader header) {
    json.put("product", header.product());
    json.put("version", ProductText.version(header));
    json.put("host", ProductText.host(header));
    json.put("operatingSystem", header.operatingSystem());
    json.put("zoneId", header.zoneId());
  }

  private static Map<String, Object> archive(ArchiveListing archive) {
    Map<String, Object> json = new LinkedHashMap<>();
    Storage storage = archive.storage();
    json.put("file", archive.name());
    storage.bytes().ifPresent(bytes -> json.put("bytes", bytes));
    json.put("compressed", storage.packing() == Storage.Packing.GZIP);
    storage.container().ifPresent(container -> json.put("container", container));
    put(json, archive.time());
    json.put("ticks", archive.ticks());
    json.put("ticksLost", archive.ticksLost());
    json.put("instances", archive.instances());
    json.put("series", archive.series());
    json.put("remarks", archive.remarks());
    json.put("problems", archive.problems());
    return json;
  }

  private static Map<String, Object> overlap(Overlap overlap) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", overlap.archive());
    json.put("ticks", overlap.ticks());
    json.putAll(span(overlap.time()));
    return json;
  }

  private static void put(Map<String, Object> json, Optional<Span> time) {
    time.ifPresent(
        span -> {
          json.put("firstMillis", span.fromMillis());
          json.put("lastMillis", span.toMillis());
        });
  }

  private static Map<String, Object> span(Span span) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("fromMillis", span.fromMillis());
    json.put("toMillis", span.toMillis());
    return json;
  }
}
