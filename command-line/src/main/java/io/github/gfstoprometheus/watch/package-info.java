/**
 * Archives that are still being written, into blocks and to receivers of remote write, each sample
 * once.
 *
 * <pre>
 * directories ──► ArchiveScan ──► FollowedArchive   known by its first bytes, whatever it is called
 *                                    │
 *                 Roster             │              whose it is: the members, and their archives' order
 *                                    ▼
 *                 LiveConversion: as convert's ChainConversion, but it waits at the end
 *                                    │
 *                                    ▼
 *                 LiveMember: TimelineRecorder ──► RecordedRange
 *                                    │
 *                 BlockSink     every flush interval a block, which takes in the small ones before it
 *                 RemoteWriteSink   at every poll what is new
 *                                    │
 *                 Checkpoint    how far all of it is published: one file, replaced as a whole
 * </pre>
 *
 * <p>Each sink reads the archives for itself: it is the archives that buffer, so one that waits for
 * its receiver reads nothing meanwhile, and keeps nobody else waiting.
 */
package io.github.gfstoprometheus.watch;
