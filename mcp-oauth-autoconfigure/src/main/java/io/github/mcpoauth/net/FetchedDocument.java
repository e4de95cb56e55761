package io.github.mcpoauth.net;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A document and how long its server says it is good.
 *
 * @param body the bytes, within the limit that was asked for
 * @param freshness how long it may be used without asking again, or {@code null} if
 * nothing was said about it
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9111#section-4.2.1">RFC 9111
 * section 4.2.1</a>
 */
@SuppressWarnings("ArrayRecordComponent")
public record FetchedDocument(byte[] body, @Nullable Duration freshness) {
}
