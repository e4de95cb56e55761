package io.github.mcpoauth.upstream;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.net.HttpAnswer;
import io.github.mcpoauth.net.HttpFetcher;
import io.github.mcpoauth.net.OutboundOperation;

/**
 * Sends the registered client's requests to the endpoints of the provider where clients
 * authenticate, and tells apart who can do something about an error.
 */
final class TokenEndpoint {

	private static final Log logger = LogFactory.getLog(TokenEndpoint.class);

	private static final int MAX_ANSWER = 128 * 1024;

	/** Parameters that a provider likes to repeat in an error, and nobody may read. */
	private static final List<String> SECRETS = List.of("code", "code_verifier", "refresh_token", "subject_token",
			"token");

	private final UpstreamRegistration registration;

	private final ClientAuthenticator authenticator;

	private final HttpFetcher tokens;

	private final HttpFetcher revocations;

	TokenEndpoint(UpstreamRegistration registration, HttpFetcher fetcher) {
		this.registration = registration;
		this.authenticator = new ClientAuthenticator(registration);
		this.tokens = fetcher.forOperation(OutboundOperation.TOKEN);
		this.revocations = fetcher.forOperation(OutboundOperation.REVOCATION);
	}

	/**
	 * Asks for tokens.
	 */
	UpstreamTokens tokens(UpstreamEndpoints endpoints, Map<String, String> parameters) {
		HttpAnswer answer = post(this.tokens, endpoints.token(), endpoints.tokenAuthMethods(), parameters);
		ErrorAnswer error = error(answer, parameters);
		if (error != null) {
			throw new UpstreamRefusedException(error.toClientError());
		}
		return TokenAnswer.read(answer);
	}

	/**
	 * Asks to revoke a token. Any refusal means that there is nothing to revoke: a client
	 * could not do anything about another reason (RFC 7009 section 2.2).
	 */
	void revoke(UpstreamEndpoints endpoints, URI revocation, Map<String, String> parameters) {
		HttpAnswer answer = post(this.revocations, revocation, endpoints.tokenAuthMethods(), parameters);
		if (error(answer, parameters) == null && answer.status() / 100 != 2) {
			throw new UpstreamUnavailableException(
					"The identity provider's revocation endpoint answered with status " + answer.status());
		}
	}

	private HttpAnswer post(HttpFetcher fetcher, URI endpoint, Set<String> methods, Map<String, String> parameters) {
		Map<String, String> form = new LinkedHashMap<>(parameters);
		Map<String, String> headers = this.authenticator.authenticate(methods, form);
		HttpAnswer answer;
		try {
			answer = fetcher.postForm(endpoint, form, headers, MAX_ANSWER);
		}
		catch (IOException ex) {
			throw new UpstreamUnavailableException("The identity provider can't be asked: " + ex.getMessage(), ex);
		}
		if (answer.status() == 429 || answer.status() == 503) {
			// This says nothing about the request, whatever the body says
			throw new UpstreamUnavailableException(
					"The identity provider can't be asked now: it answered with status " + answer.status(), null,
					RetryAfter.of(answer.retryAfter(), Instant.now()));
		}
		return answer;
	}

	/**
	 * The provider's refusal of what the MCP client wants, or {@code null}.
	 */
	private @Nullable ErrorAnswer error(HttpAnswer answer, Map<String, String> parameters) {
		ErrorAnswer error = ErrorAnswer.read(answer, secrets(parameters));
		if (error != null && error.isForTheOperator()) {
			String problem = "The identity provider does not accept this server as its client "
					+ this.registration.clientId() + " (" + error.code() + ": " + error.description() + ")";
			logger.warn(problem + ". Compare mcp.oauth.upstream.client-id, client-secret and "
					+ "client-authentication-method with what is registered there");
			throw new UpstreamUnavailableException(problem);
		}
		if (error != null && error.isTemporary()) {
			throw new UpstreamUnavailableException("The identity provider is not available (" + error.code() + ")");
		}
		return error;
	}

	private List<String> secrets(Map<String, String> parameters) {
		List<String> secrets = new ArrayList<>();
		SECRETS.stream().flatMap((name) -> Stream.ofNullable(parameters.get(name))).forEach(secrets::add);
		if (this.registration.clientSecret() != null) {
			secrets.add(this.registration.clientSecret());
		}
		return secrets;
	}

}
