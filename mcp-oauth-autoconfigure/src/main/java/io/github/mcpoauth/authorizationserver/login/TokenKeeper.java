package io.github.mcpoauth.authorizationserver.login;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import io.github.mcpoauth.authorizationserver.store.StoredUpstreamTokens;
import io.github.mcpoauth.authorizationserver.store.UpstreamTokenStore;
import io.github.mcpoauth.core.Sha256;
import io.github.mcpoauth.jose.SealPurpose;
import io.github.mcpoauth.jose.Sealer;

/**
 * Keeps the tokens of each user's latest login. The store can't read them, and nobody can
 * give a user another one's by writing there. Thread-safe.
 */
public final class TokenKeeper {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final UpstreamTokenStore store;

	private final Sealer sealer;

	private final Clock clock;

	private final Duration timeToLive;

	/**
	 * Makes a keeper.
	 * @param store where the tokens are
	 * @param sealer makes them unreadable there
	 * @param clock tells what has expired
	 * @param timeToLive how long they are kept after a login
	 */
	public TokenKeeper(UpstreamTokenStore store, Sealer sealer, Clock clock, Duration timeToLive) {
		this.store = store;
		this.sealer = sealer;
		this.clock = clock;
		this.timeToLive = timeToLive;
	}

	Instant now() {
		return this.clock.instant();
	}

	/**
	 * Keeps what came with a login. Each attempt that fails is another's success, so this
	 * ends.
	 */
	void keep(KeptTokens tokens) {
		StoredUpstreamTokens present;
		StoredUpstreamTokens next;
		do {
			present = this.store.find(id(tokens.principalName()));
			KeptTokens before = (present != null) ? read(present, tokens.principalName()) : null;
			next = stored((before != null) ? tokens.orRefreshTokenOf(before) : tokens, now().plus(this.timeToLive),
					Instant.EPOCH);
		}
		while (!this.store.save(next, (present != null) ? present.revision() : null));
	}

	@Nullable Kept find(String principalName) {
		StoredUpstreamTokens stored = this.store.find(id(principalName));
		if (stored == null) {
			return null;
		}
		KeptTokens tokens = read(stored, principalName);
		return (tokens != null) ? new Kept(stored, tokens) : null;
	}

	/**
	 * Lets nobody else refresh tokens for a while.
	 * @return the tokens to go on with, or {@code null} if they are not the latest
	 */
	@Nullable Kept claim(Kept kept, Instant until) {
		return replace(kept, kept.tokens(), until);
	}

	/**
	 * Saves tokens in place of others, for as long as those would have been kept.
	 * @return whether those were still there
	 */
	boolean replace(Kept kept, KeptTokens tokens) {
		return replace(kept, tokens, Instant.EPOCH) != null;
	}

	private @Nullable Kept replace(Kept kept, KeptTokens tokens, Instant claimedUntil) {
		StoredUpstreamTokens next = stored(tokens, kept.stored().expiresAt(), claimedUntil);
		return this.store.save(next, kept.stored().revision()) ? new Kept(next, tokens) : null;
	}

	/** Removes these tokens, but none that came later. */
	void remove(Kept kept) {
		this.store.remove(kept.stored().id(), kept.stored().revision());
	}

	void remove(String principalName) {
		this.store.remove(id(principalName), null);
	}

	private StoredUpstreamTokens stored(KeptTokens tokens, Instant expiresAt, Instant claimedUntil) {
		return new StoredUpstreamTokens(id(tokens.principalName()), UUID.randomUUID().toString(), claimedUntil,
				expiresAt, this.sealer.seal(SealPurpose.UPSTREAM_TOKENS, JSON.writeValueAsBytes(tokens), null));
	}

	/**
	 * What somebody has moved to another row is nobody's.
	 */
	private @Nullable KeptTokens read(StoredUpstreamTokens stored, String principalName) {
		return this.sealer.open(SealPurpose.UPSTREAM_TOKENS, stored.content())
			.map((json) -> JSON.readValue(json, KeptTokens.class))
			.filter((tokens) -> tokens.principalName().equals(principalName))
			.orElse(null);
	}

	private static String id(String principalName) {
		return Sha256.base64(principalName);
	}

	/**
	 * Tokens as they were read.
	 */
	record Kept(StoredUpstreamTokens stored, KeptTokens tokens) {

		boolean isClaimed(Instant now) {
			return now.isBefore(this.stored.claimedUntil());
		}

	}

}
