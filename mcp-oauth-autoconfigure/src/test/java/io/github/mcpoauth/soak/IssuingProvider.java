package io.github.mcpoauth.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import tools.jackson.databind.json.JsonMapper;

import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.TestProvider;
import io.github.mcpoauth.support.UpstreamLogin;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;

/**
 * An identity provider of many users, which takes each code once, rotates refresh tokens,
 * and can go away. A refresh token is good until its successor was used, as at providers
 * that know that answers get lost.
 */
final class IssuingProvider implements ResponseDefinitionTransformerV2, AutoCloseable {

	static final Duration ACCESS_TOKEN = Duration.ofSeconds(15);

	private static final String SEPARATOR = "~";

	private final String resource;

	private final TestProvider provider;

	private final String issuer;

	private final Cache<String, Integer> used = Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(5)).build();

	IssuingProvider(int port, String resource) {
		this.resource = resource;
		this.provider = new TestProvider(resource,
				WireMockConfiguration.options().port(port).extensions(this).maxRequestJournalEntries(10));
		this.issuer = this.provider.issuer();
		this.provider.server()
			.stubFor(post(urlEqualTo("/idp/token")).willReturn(aResponse().withTransformers(getName())));
	}

	TestProvider server() {
		return this.provider;
	}

	String issuer() {
		return this.issuer;
	}

	/** What the browser brings back after the login of a user. */
	static String code(String user, String nonce) {
		return String.join(SEPARATOR, user, nonce, UUID.randomUUID().toString());
	}

	void goAway() {
		this.provider.server().stop();
	}

	void comeBack() {
		this.provider.server().start();
	}

	@Override
	public String getName() {
		return "grants";
	}

	@Override
	public boolean applyGlobally() {
		return false;
	}

	@Override
	public ResponseDefinition transform(ServeEvent event) {
		Map<String, Object> answer = answer(Http.parameters(event.getRequest().getBodyAsString()));
		int status = answer.containsKey("error") ? 400 : 200;
		return jsonResponse(new JsonMapper().writeValueAsString(answer), status).build();
	}

	private Map<String, Object> answer(Map<String, String> form) {
		boolean redeems = "authorization_code".equals(form.get("grant_type"));
		String[] grant = form.get(redeems ? "code" : "refresh_token").split(SEPARATOR);
		return redeems ? redeem(grant[0], grant[1], grant[2]) : refresh(grant[0], grant[1], Integer.parseInt(grant[2]));
	}

	private Map<String, Object> redeem(String user, String nonce, String id) {
		if (this.used.asMap().putIfAbsent(id, 0) != null) {
			return Map.of("error", "invalid_grant");
		}
		Map<String, Object> tokens = tokens(user, id, 0);
		tokens.put("id_token", this.provider.tokens()
			.with((claims) -> claims.subject(user).audience(UpstreamLogin.CLIENT_ID).claim("nonce", nonce)));
		return tokens;
	}

	private Map<String, Object> refresh(String user, String id, int generation) {
		int next = this.used.asMap()
			.compute(id, (key, current) -> (current == null || current > generation + 1) ? current
					: Integer.valueOf(generation + 1));
		return (next != generation + 1) ? Map.of("error", "invalid_grant") : tokens(user, id, next);
	}

	private Map<String, Object> tokens(String user, String id, int generation) {
		String accessToken = this.provider.tokens()
			.with((claims) -> claims.subject(user)
				.audience(this.resource)
				.jwtID(UUID.randomUUID().toString())
				.expirationTime(Date.from(Instant.now().plus(ACCESS_TOKEN))));
		return new HashMap<>(Map.of("access_token", accessToken, "token_type", "Bearer", "expires_in",
				ACCESS_TOKEN.toSeconds(), "scope", "mcp:connect", "refresh_token",
				String.join(SEPARATOR, user, id, String.valueOf(generation))));
	}

	@Override
	public void close() {
		this.provider.close();
	}

}
