/**
 * Who wrote which archives.
 *
 * <pre>
 * ArchiveChain, … ──► MemberSurvey ──► MemberArchives, …   one for each member
 *                       Copies           the same archive twice: once
 *                       SurveyedChain    the name, from the archive or its path
 *                       Namesakes        restarts are joined, strangers are told apart
 * </pre>
 *
 * <p>Knows nothing of labels, timelines or blocks, and nothing of how archives are found.
 */
package io.github.gfstoprometheus.members;
