package io.github.mcpoauth.resource;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;

import io.github.mcpoauth.core.Sha256;
import io.github.mcpoauth.upstream.TokenExchange;
import io.github.mcpoauth.upstream.UpstreamTokens;

/**
 * Exchanges tokens at the identity provider, and remembers each until shortly before it
 * expires. One of which the provider does not say how long it is valid is not remembered.
 * Thread-safe.
 */
public final class ExchangedTokens implements DownstreamTokens {

	private static final TokenCacheSettings CACHE = new TokenCacheSettings(10_000, Duration.ofDays(1));

	/** For the way to the service. */
	private static final Duration MARGIN = Duration.ofSeconds(10);

	private final TokenExchange exchange;

	private final Predicate<String> issuer;

	private final Clock clock;

	private final SharedResults<Issued> tokens;

	/**
	 * Makes an exchange with an empty cache.
	 * @param exchange asks the provider
	 * @param issuer knows the provider's {@code iss} values: other tokens are none of its
	 * business
	 * @param clock tells what has expired
	 */
	public ExchangedTokens(TokenExchange exchange, Predicate<String> issuer, Clock clock) {
		this.exchange = exchange;
		this.issuer = issuer;
		this.clock = clock;
		this.tokens = new SharedResults<>(CACHE, Issued::end, clock);
	}

	@Override
	public String tokenFor(Authentication caller, String audience, Set<String> scopes) {
		String token = token(caller);
		String key = token + "\n" + audience + "\n" + String.join(" ", new TreeSet<>(scopes));
		return this.tokens.get(Sha256.base64(key), (known) -> true, () -> issue(token, audience, scopes)).token();
	}

	private String token(Authentication caller) {
		if (!(caller instanceof AbstractOAuth2TokenAuthenticationToken<?> authentication)) {
			throw new IllegalStateException("The caller has no access token that could be exchanged, but is known by "
					+ Caller.of(caller).tokenKind());
		}
		String named = Caller.of(caller).issuer();
		if (named == null || !this.issuer.test(named)) {
			throw new IllegalStateException("The caller's token is another issuer's, or has none, and can't be "
					+ "exchanged at the identity provider of mcp.oauth.upstream");
		}
		return authentication.getToken().getTokenValue();
	}

	private Issued issue(String token, String audience, Set<String> scopes) {
		Instant start = this.clock.instant();
		UpstreamTokens issued = this.exchange.exchange(token, audience, scopes);
		long seconds = (issued.expiresIn() != null) ? issued.expiresIn() : 0;
		return new Issued(issued.accessToken(), start.plusSeconds(seconds).minus(MARGIN));
	}

	/**
	 * A token, and until when it is given away.
	 */
	private record Issued(String token, Instant end) {

		@Override
		public String toString() {
			return "Issued[end=" + this.end + "]";
		}

	}

}
