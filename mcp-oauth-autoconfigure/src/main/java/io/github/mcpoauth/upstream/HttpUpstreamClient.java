package io.github.mcpoauth.upstream;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.net.HttpFetcher;

/**
 * Talks to the provider over HTTP. Thread-safe.
 */
public final class HttpUpstreamClient implements UpstreamClient {

	private final ProviderQuirks quirks;

	private final UpstreamRegistration registration;

	private final UpstreamMetadata metadata;

	private final ProviderScopes scopes;

	private final TokenEndpoint tokenEndpoint;

	private final IssuerPattern issuers;

	/**
	 * Makes a client; nothing is fetched yet.
	 * @param settings which provider
	 * @param registration which client it is there
	 * @param metadata where the provider's endpoints are
	 * @param fetcher what to ask with
	 */
	public HttpUpstreamClient(UpstreamSettings settings, UpstreamRegistration registration, UpstreamMetadata metadata,
			HttpFetcher fetcher) {
		this.quirks = settings.quirks();
		this.registration = registration;
		this.metadata = metadata;
		this.scopes = new ProviderScopes(settings.quirks());
		this.tokenEndpoint = new TokenEndpoint(registration, fetcher);
		this.issuers = new IssuerPattern(List.of(settings.documentIssuer()));
	}

	@Override
	public UpstreamTokens redeem(String code, String codeVerifier, String redirectUri, String resource) {
		Map<String, String> parameters = new LinkedHashMap<>();
		parameters.put("grant_type", "authorization_code");
		parameters.put("code", code);
		parameters.put("redirect_uri", redirectUri);
		if (this.quirks.pkce()) {
			// A verifier without a challenge before it is an error (RFC 9700 section
			// 4.8.2)
			parameters.put("code_verifier", codeVerifier);
		}
		put(parameters, "resource", this.quirks.resource().valueFor(resource));
		return this.tokenEndpoint.tokens(this.metadata.endpoints(), parameters);
	}

	@Override
	public UpstreamTokens refresh(String refreshToken, Set<String> scopes, String resource) {
		Map<String, String> parameters = new LinkedHashMap<>();
		parameters.put("grant_type", "refresh_token");
		parameters.put("refresh_token", refreshToken);
		put(parameters, "scope", join(this.scopes.toRefresh(scopes)));
		put(parameters, "resource", this.quirks.resource().valueFor(resource));
		return this.tokenEndpoint.tokens(this.metadata.endpoints(), parameters);
	}

	@Override
	public boolean revoke(String token, @Nullable String tokenTypeHint) {
		UpstreamEndpoints endpoints = this.metadata.endpoints();
		if (endpoints.revocation() == null) {
			return false;
		}
		Map<String, String> parameters = new LinkedHashMap<>();
		parameters.put("token", token);
		put(parameters, "token_type_hint", tokenTypeHint);
		this.tokenEndpoint.revoke(endpoints, endpoints.revocation(), parameters);
		return true;
	}

	@Override
	public URI authorizationRequest(String redirectUri, String state, String codeChallenge, Set<String> scopes,
			String resource) {
		// Ours come last: an additional parameter can't take the place of one of them
		Map<String, String> parameters = new LinkedHashMap<>(this.quirks.authorizationParameters());
		parameters.put("response_type", "code");
		parameters.put("client_id", this.registration.clientId());
		parameters.put("redirect_uri", redirectUri);
		put(parameters, "scope", join(this.scopes.toProvider(scopes)));
		parameters.put("state", state);
		if (this.quirks.pkce()) {
			parameters.put("code_challenge", codeChallenge);
			parameters.put("code_challenge_method", "S256");
		}
		put(parameters, "resource", this.quirks.resource().valueFor(resource));
		put(parameters, "audience", this.quirks.audience().valueFor(resource));
		URI endpoint = this.metadata.endpoints().authorization();
		// RFC 6749 section 3.1: a query that the endpoint has must be kept
		return URI.create(endpoint + ((endpoint.getRawQuery() != null) ? "&" : "?") + query(parameters));
	}

	@Override
	public Set<String> clientScopes(@Nullable String upstreamScope, Set<String> requested) {
		return this.scopes.toClient(upstreamScope, requested);
	}

	@Override
	public boolean isIssuer(@Nullable String iss) {
		return (iss != null) ? this.issuers.test(iss) : !this.metadata.endpoints().sendsIssuer();
	}

	private static void put(Map<String, String> parameters, String name, @Nullable String value) {
		if (value != null) {
			parameters.put(name, value);
		}
	}

	private static @Nullable String join(Set<String> scopes) {
		return scopes.isEmpty() ? null : String.join(" ", scopes);
	}

	private static String query(Map<String, String> parameters) {
		return parameters.entrySet()
			.stream()
			.map((entry) -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
			.collect(Collectors.joining("&"));
	}

	/**
	 * Not every provider reads a plus sign as a space.
	 */
	private static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
	}

}
