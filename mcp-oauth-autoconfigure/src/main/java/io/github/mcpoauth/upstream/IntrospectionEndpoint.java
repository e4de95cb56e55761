package io.github.mcpoauth.upstream;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;

import io.github.mcpoauth.jose.TokenDefect;
import io.github.mcpoauth.net.HttpAnswer;
import io.github.mcpoauth.net.HttpFetcher;
import io.github.mcpoauth.net.OutboundOperation;
import io.github.mcpoauth.web.Json;

/**
 * A token introspection endpoint.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7662#section-2">RFC 7662 section
 * 2</a>
 */
final class IntrospectionEndpoint implements TokenIntrospection {

	private static final int MAX_ANSWER = 128 * 1024;

	/**
	 * Some servers introspect refresh tokens and ID tokens as well, and say so in members
	 * of their own: Keycloak in {@code typ}.
	 */
	private static final Set<String> OTHER_TOKENS = Set.of("refresh", "offline", "id", "refresh_token", "id_token");

	private final UpstreamMetadata metadata;

	private final IntrospectionCredentials credentials;

	private final HttpFetcher fetcher;

	IntrospectionEndpoint(UpstreamMetadata metadata, IntrospectionCredentials credentials, HttpFetcher fetcher) {
		this.metadata = metadata;
		this.credentials = credentials;
		this.fetcher = fetcher.forOperation(OutboundOperation.INTROSPECTION);
	}

	@Override
	public Map<String, @Nullable Object> introspect(String token) {
		URI uri = this.metadata.introspection();
		if (uri == null) {
			throw new RefusedOpaqueTokenException(TokenDefect.MALFORMED,
					"The token is not a JWT, and its issuer has no introspection endpoint");
		}
		Map<String, @Nullable Object> claims = claims(post(uri, token));
		if (!Boolean.TRUE.equals(claims.get("active"))) {
			throw new BadOpaqueTokenException("The token is not active");
		}
		if (isOther(claims.get("typ")) || isOther(claims.get("token_type"))) {
			throw new RefusedOpaqueTokenException(TokenDefect.TYPE, "The token is not an access token");
		}
		return claims;
	}

	private HttpAnswer post(URI uri, String token) {
		Map<String, String> form = new LinkedHashMap<>();
		form.put("token", token);
		form.put("token_type_hint", "access_token");
		Map<String, String> headers = this.credentials.authenticate(this.metadata.authMethods(), form);
		try {
			return this.fetcher.postForm(uri, form, headers, MAX_ANSWER);
		}
		catch (IOException ex) {
			throw new UpstreamUnavailableException("The introspection endpoint can't be asked: " + ex.getMessage(), ex);
		}
	}

	private Map<String, @Nullable Object> claims(HttpAnswer answer) {
		if (answer.status() == 400 || answer.status() == 401 || answer.status() == 403) {
			// RFC 7662 section 2.3: it is this server that is refused, not the token
			throw new UpstreamUnavailableException("The introspection endpoint does not accept this server as its "
					+ "client (status " + answer.status() + "). Compare client-id and client-secret with what is "
					+ "registered there, and whether that client may introspect");
		}
		Map<String, @Nullable Object> claims = (answer.status() == 200) ? Json.readObject(answer.body()) : null;
		if (claims == null) {
			throw new UpstreamUnavailableException("The introspection endpoint answered with "
					+ ((answer.status() == 200) ? "no JSON object" : "status " + answer.status()));
		}
		return claims;
	}

	private static boolean isOther(@Nullable Object type) {
		return type instanceof String text && OTHER_TOKENS.stream().anyMatch(text::equalsIgnoreCase);
	}

}
