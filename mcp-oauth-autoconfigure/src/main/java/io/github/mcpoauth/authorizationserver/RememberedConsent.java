package io.github.mcpoauth.authorizationserver;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What a person has approved of and is not asked again. Immutable.
 *
 * @param key who approved of whom, for what
 * @param fingerprint what the client was like
 * @param clientName what it called itself, or {@code null}
 * @param scopes the approved scopes
 * @param grantedAt when the first of them were approved
 * @param expiresAt until when they hold
 */
record RememberedConsent(GrantKey key, String fingerprint, @Nullable String clientName, Set<String> scopes,
		Instant grantedAt, Instant expiresAt) {

	RememberedConsent {
		scopes = Set.copyOf(scopes);
	}

	/**
	 * Together with what was approved of before. Nothing of that lasts longer than it
	 * did, unless it was approved of again; if the client was another one, it is
	 * forgotten.
	 */
	RememberedConsent addedTo(@Nullable RememberedConsent before) {
		if (before == null || !before.fingerprint().equals(this.fingerprint)
				|| this.scopes.containsAll(before.scopes())) {
			return this;
		}
		Set<String> all = new LinkedHashSet<>(before.scopes());
		all.addAll(this.scopes);
		return new RememberedConsent(this.key, this.fingerprint, this.clientName, all, before.grantedAt(),
				before.expiresAt());
	}

}
