package io.github.mcpoauth.authorizationserver.login;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.upstream.UpstreamRefusedException;
import io.github.mcpoauth.upstream.UpstreamTokens;
import io.github.mcpoauth.upstream.UpstreamUnavailableException;

/**
 * Refreshes kept tokens. Who does so claims them before, for many providers take a
 * refresh token once, and end the whole login when it comes again (RFC 9700 section
 * 4.14.2). Thread-safe.
 */
final class TokenRefresh {

	/** Longer than a request to a provider can take. */
	private static final Duration CLAIM = Duration.ofSeconds(10);

	private static final Executor LATER = CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);

	private static final int ATTEMPTS = 150;

	private final TokenKeeper keeper;

	TokenRefresh(TokenKeeper keeper) {
		this.keeper = keeper;
	}

	/**
	 * The tokens of a user, with an access token that is valid.
	 * @return the tokens, or {@code null} if the user has to log in again
	 */
	@Nullable KeptTokens current(String principalName, LoginUpstream upstream) {
		for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
			Instant now = this.keeper.now();
			TokenKeeper.Kept kept = this.keeper.find(principalName);
			if (kept == null || !kept.tokens().upstream().equals(upstream.name())) {
				return null;
			}
			KeptTokens tokens = kept.tokens();
			boolean valid = tokens.isValid(now);
			if (!tokens.isDue(now) || (valid && (tokens.refreshToken() == null || kept.isClaimed(now)))) {
				return tokens;
			}
			if (tokens.refreshToken() == null) {
				return null;
			}
			TokenKeeper.Kept claimed = kept.isClaimed(now) ? null : this.keeper.claim(kept, now.plus(CLAIM));
			if (claimed != null) {
				return refresh(claimed, tokens.refreshToken(), upstream);
			}
			// Another instance asks the provider; this thread waits as if it did so
			// itself
			CompletableFuture.runAsync(() -> {
			}, LATER).join();
		}
		throw new UpstreamUnavailableException("Other instances could not refresh the tokens either");
	}

	private @Nullable KeptTokens refresh(TokenKeeper.Kept claimed, String refreshToken, LoginUpstream upstream) {
		KeptTokens before = claimed.tokens();
		try {
			Instant start = this.keeper.now();
			KeptTokens next = refreshed(before, upstream.client().refresh(refreshToken, Set.of(), ""), start);
			// Unless the user has logged in anew, or has taken back all
			return this.keeper.replace(claimed, next) ? next : latest(before);
		}
		catch (UpstreamRefusedException ex) {
			if ("invalid_grant".equals(ex.error().code())) {
				this.keeper.remove(claimed);
				return latest(before);
			}
			return released(claimed, ex);
		}
		catch (UpstreamUnavailableException ex) {
			return released(claimed, ex);
		}
	}

	/** The margin is there for short outages, too. */
	private KeptTokens released(TokenKeeper.Kept claimed, RuntimeException failure) {
		this.keeper.replace(claimed, claimed.tokens());
		if (claimed.tokens().isValid(this.keeper.now())) {
			return claimed.tokens();
		}
		throw failure;
	}

	private @Nullable KeptTokens latest(KeptTokens before) {
		TokenKeeper.Kept latest = this.keeper.find(before.principalName());
		return (latest != null && latest.tokens().upstream().equals(before.upstream())) ? latest.tokens() : null;
	}

	/** Without a scope it is the one from before (RFC 6749 section 5.1). */
	private static KeptTokens refreshed(KeptTokens before, UpstreamTokens answer, Instant start) {
		long now = start.toEpochMilli();
		List<String> scopes = scopes(answer.scope());
		return new KeptTokens(before.principalName(), before.upstream(), answer.accessToken(), now,
				(answer.expiresIn() != null) ? now + TimeUnit.SECONDS.toMillis(answer.expiresIn()) : null,
				answer.refreshToken(), scopes.isEmpty() ? before.scopes() : scopes)
			.orRefreshTokenOf(before);
	}

	/** GitHub separates them with commas. */
	static List<String> scopes(@Nullable String scope) {
		List<String> scopes = new ArrayList<>();
		if (scope != null) {
			for (String one : scope.split("[ ,]+")) {
				if (!one.isBlank()) {
					scopes.add(one);
				}
			}
		}
		return scopes;
	}

}
