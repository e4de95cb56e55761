package io.github.mcpoauth.facade;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.HttpRequestHandler;

import io.github.mcpoauth.web.JsonResponse;

/**
 * The keys that access tokens are signed with, which are the identity provider's.
 * Discovery documents have to name a place for them.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7517#section-5">RFC 7517 section
 * 5</a>
 */
final class JwksEndpoint implements HttpRequestHandler {

	private static final JWKSelector ALL = new JWKSelector(new JWKMatcher.Builder().build());

	private final JWKSource<SecurityContext> keys;

	JwksEndpoint(JWKSource<SecurityContext> keys) {
		this.keys = keys;
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		try {
			@Nullable SecurityContext none = null;
			JsonResponse.write(response, HttpStatus.OK, Map.of("keys", publicParts(this.keys.get(ALL, none))));
		}
		catch (KeySourceException ex) {
			response.setHeader(HttpHeaders.RETRY_AFTER, ProviderOutage.RETRY_AFTER_SECONDS);
			JsonResponse.write(response, HttpStatus.SERVICE_UNAVAILABLE, ProviderOutage.ERROR);
		}
	}

	/** A symmetric key has none, and no token that it signed is accepted anyway. */
	private static List<Map<String, Object>> publicParts(List<JWK> keys) {
		return keys.stream().map(JWK::toPublicJWK).filter(Objects::nonNull).map(JWK::toJSONObject).toList();
	}

}
