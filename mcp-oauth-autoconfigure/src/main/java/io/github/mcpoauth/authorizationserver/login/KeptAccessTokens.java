package io.github.mcpoauth.authorizationserver.login;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.resource.Caller;
import io.github.mcpoauth.resource.NoProviderAccessTokenException;
import io.github.mcpoauth.resource.ProviderAccessToken;
import io.github.mcpoauth.resource.ProviderAccessTokens;
import io.github.mcpoauth.resource.SingleFlight;

/**
 * Gives tools the kept tokens of their callers. A caller is found by the {@code sub} of a
 * token of this server, and of no other issuer, which could name anybody. Thread-safe.
 */
public final class KeptAccessTokens implements ProviderAccessTokens {

	private final List<LoginUpstream> upstreams;

	private final PublicUrls urls;

	private final TokenKeeper keeper;

	private final TokenRefresh refresh;

	private final SingleFlight<Optional<KeptTokens>> underWay = new SingleFlight<>();

	/**
	 * Gives nothing yet.
	 * @param upstreams where users can log in
	 * @param urls where this application is reached
	 * @param keeper has the tokens
	 */
	public KeptAccessTokens(Collection<LoginUpstream> upstreams, PublicUrls urls, TokenKeeper keeper) {
		this.upstreams = List.copyOf(upstreams);
		this.urls = urls;
		this.keeper = keeper;
		this.refresh = new TokenRefresh(keeper);
	}

	@Override
	public ProviderAccessToken of(Caller caller) {
		if (!this.urls.issuer().equals(caller.issuer())) {
			throw new NoProviderAccessTokenException("The caller has no access token of this server", null);
		}
		LoginUpstream upstream = upstream(caller.subject());
		KeptTokens tokens = current(caller.subject(), upstream);
		if (tokens == null) {
			throw new NoProviderAccessTokenException("The caller has to log in again at " + upstream.label(),
					this.urls.endpoint(LoginPaths.start(upstream.name())));
		}
		return tokens.asAccessToken();
	}

	private LoginUpstream upstream(String subject) {
		int bar = subject.indexOf('|');
		LoginUpstream upstream = (bar > 0) ? this.upstreams.stream()
			.filter((one) -> one.client().isIssuer(subject.substring(0, bar)))
			.findFirst()
			.orElse(null) : null;
		if (upstream == null) {
			throw new NoProviderAccessTokenException("The caller has not logged in at an identity provider", null);
		}
		if (!upstream.keepsTokens()) {
			throw new NoProviderAccessTokenException("The tokens of " + upstream.label() + " are not kept, since "
					+ "login.keep-tokens of this provider in mcp.oauth.upstream is not true", null);
		}
		return upstream;
	}

	private @Nullable KeptTokens current(String principalName, LoginUpstream upstream) {
		TokenKeeper.Kept kept = this.keeper.find(principalName);
		if (kept == null) {
			return null;
		}
		if (kept.tokens().upstream().equals(upstream.name()) && !kept.tokens().isDue(this.keeper.now())) {
			return kept.tokens();
		}
		return this.underWay
			.get(principalName, () -> Optional.ofNullable(this.refresh.current(principalName, upstream)))
			.orElse(null);
	}

}
