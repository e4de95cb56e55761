package io.github.mcpoauth.upstream;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;

import io.github.mcpoauth.net.HttpAnswer;
import io.github.mcpoauth.net.HttpFetcher;
import io.github.mcpoauth.net.OutboundOperation;
import io.github.mcpoauth.web.Json;

/**
 * An endpoint that is given the token itself and answers with whose it is: UserInfo, or
 * Google's {@code tokeninfo}.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#UserInfo">OpenID
 * Connect Core 1.0 section 5.3</a>
 */
final class UserInfoEndpoint implements TokenIntrospection {

	private static final int MAX_ANSWER = 128 * 1024;

	private final Supplier<@Nullable URI> endpoint;

	private final Exchange exchange;

	private UserInfoEndpoint(Supplier<@Nullable URI> endpoint, Exchange exchange) {
		this.endpoint = endpoint;
		this.exchange = exchange;
	}

	static UserInfoEndpoint userInfo(Supplier<@Nullable URI> endpoint, HttpFetcher fetcher) {
		HttpFetcher asker = fetcher.forOperation(OutboundOperation.USERINFO);
		return new UserInfoEndpoint(endpoint, (uri, headers) -> asker.get(uri, headers, MAX_ANSWER));
	}

	/** Asked as Google's own libraries ask, so that the token is in no URL. */
	static UserInfoEndpoint tokenInfo(Supplier<@Nullable URI> endpoint, HttpFetcher fetcher) {
		HttpFetcher asker = fetcher.forOperation(OutboundOperation.INTROSPECTION);
		return new UserInfoEndpoint(endpoint, (uri, headers) -> asker.postForm(uri, Map.of(), headers, MAX_ANSWER));
	}

	@Override
	public Map<String, @Nullable Object> introspect(String token) {
		URI uri = this.endpoint.get();
		if (uri == null) {
			throw new UpstreamUnavailableException("The issuer's metadata has no endpoint that tells whose a token is. "
					+ "endpoints.userinfo of the issuer sets it, for Google endpoints.introspection");
		}
		HttpAnswer answer = ask(uri, token);
		if (answer.status() >= 500 || answer.status() == 429 || answer.status() == 408) {
			throw new UpstreamUnavailableException("The UserInfo endpoint answered with status " + answer.status());
		}
		Map<String, @Nullable Object> claims = (answer.status() == 200) ? Json.readObject(answer.body()) : null;
		if (claims == null) {
			throw new BadOpaqueTokenException("The issuer of the token does not say whose it is");
		}
		return claims;
	}

	private HttpAnswer ask(URI uri, String token) {
		try {
			return this.exchange.send(uri, Map.of("Authorization", "Bearer " + token));
		}
		catch (IOException ex) {
			throw new UpstreamUnavailableException("The UserInfo endpoint can't be asked: " + ex.getMessage(), ex);
		}
	}

	/**
	 * One request and its answer.
	 */
	@FunctionalInterface
	private interface Exchange {

		HttpAnswer send(URI uri, Map<String, String> headers) throws IOException;

	}

}
