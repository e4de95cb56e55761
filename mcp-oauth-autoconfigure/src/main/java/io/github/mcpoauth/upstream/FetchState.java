package io.github.mcpoauth.upstream;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a document of a provider's, at one moment. Immutable.
 *
 * @param fetchedAt when it was fetched last, or {@code null} if it never was
 * @param failingSince since when it can't be fetched, or {@code null} if the last attempt
 * succeeded, or there was none
 * @param failure why it can't be fetched, in words that hold no secret, or {@code null}
 */
public record FetchState(@Nullable Instant fetchedAt, @Nullable Instant failingSince, @Nullable String failure) {

	/** Nobody has tried. */
	public static final FetchState NONE = new FetchState(null, null, null);

	/**
	 * Whether the last attempt failed.
	 * @return whether it did
	 */
	public boolean isFailing() {
		return this.failingSince != null;
	}

	FetchState succeeded(Instant now) {
		return new FetchState(now, null, null);
	}

	FetchState failed(Instant now, String reason) {
		return new FetchState(this.fetchedAt, (this.failingSince != null) ? this.failingSince : now, reason);
	}

}
