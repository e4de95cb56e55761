package io.github.mcpoauth.support;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;

/**
 * An identity provider that answers as it is told.
 */
public final class TestProvider implements ClosedAfterAll {

	public static final String CODE = "the-code-of-the-provider";

	private final IssuedCodes codes = new IssuedCodes();

	private final WireMockServer server;

	private final TestTokens tokens;

	private final @Nullable Line line;

	private final Map<String, Object> document = new LinkedHashMap<>();

	public TestProvider(String audience) {
		this(audience, WireMockConfiguration.options().dynamicPort());
	}

	/** A provider at a port of its own, or with answers that have to be made. */
	public TestProvider(String audience, WireMockConfiguration options) {
		this(audience, options, false);
	}

	private TestProvider(String audience, WireMockConfiguration options, boolean overLine) {
		this.server = new WireMockServer(options.extensions(this.codes));
		this.server.start();
		this.line = overLine ? Line.to(this.server.port()) : null;
		this.tokens = new TestTokens(issuer(), audience);
		this.document.put("issuer", issuer());
		this.document.put("authorization_endpoint", issuer() + "/authorize");
		this.document.put("token_endpoint", issuer() + "/token");
		this.document.put("revocation_endpoint", issuer() + "/revoke");
		this.document.put("jwks_uri", issuer() + "/keys");
		serveDocument();
		publish(this.tokens.key());
		this.server.stubFor(post(urlEqualTo("/idp/revoke")).willReturn(okJson("{}")));
		answerToken(Map.of("access_token", this.tokens.valid(), "token_type", "Bearer", "expires_in", 300, "scope",
				"mcp:connect", "refresh_token", "the-refresh-token-of-the-provider", "id_token", "an-id-token"));
	}

	/** One that is reached over a line, which can fail. */
	public static TestProvider overLine(String audience) {
		return new TestProvider(audience, WireMockConfiguration.options().dynamicPort(), true);
	}

	public String issuer() {
		return (this.line != null) ? "http://localhost:" + this.line.port() + "/idp" : this.server.url("/idp");
	}

	public Line line() {
		return Objects.requireNonNull(this.line);
	}

	public TestTokens tokens() {
		return this.tokens;
	}

	public WireMockServer server() {
		return this.server;
	}

	public void announce(String name, Object value) {
		this.document.put(name, value);
		serveDocument();
	}

	/** Serves these keys, and no others any more. */
	public void publish(JWK... keys) {
		this.server.stubFor(get(urlEqualTo("/idp/keys")).willReturn(okJson(new JWKSet(List.of(keys)).toString())));
	}

	private void serveDocument() {
		this.server.stubFor(get(urlEqualTo("/idp/.well-known/openid-configuration"))
			.willReturn(okJson(new JsonMapper().writeValueAsString(this.document))));
	}

	public void answerToken(Map<String, Object> members) {
		this.server
			.stubFor(post(urlEqualTo("/idp/token")).willReturn(okJson(new JsonMapper().writeValueAsString(members))));
	}

	/** Has the token endpoint take each code of {@link #login} once, and nothing else. */
	public void answerHonestly() {
		this.codes.signedBy(this.tokens);
		this.server.stubFor(post(urlEqualTo("/idp/token")).willReturn(aResponse().withTransformers(IssuedCodes.NAME)));
	}

	/**
	 * The user logs in.
	 * @param toProvider the redirect to this provider
	 * @return the parameters with which the provider sends the browser back
	 */
	public Map<String, String> login(Reply toProvider) {
		Map<String, String> request = toProvider.redirectParameters();
		return Map.of("state", request.get("state"), "code", this.codes.issue(request));
	}

	/** What the token endpoint answers to a client that may refresh, to be changed. */
	public Map<String, Object> refreshableTokens() {
		return new HashMap<>(Map.of("access_token", this.tokens.valid(), "token_type", "Bearer", "expires_in", 300,
				"refresh_token", "the-refresh-token-of-the-provider"));
	}

	/** Form bodies of what was posted to an endpoint. */
	public List<String> posted(String endpoint) {
		List<String> bodies = new ArrayList<>();
		for (LoggedRequest request : this.server.findAll(postRequestedFor(urlEqualTo("/idp/" + endpoint)))) {
			bodies.add(request.getBodyAsString());
		}
		return bodies;
	}

	@Override
	public void close() {
		if (this.line != null) {
			this.line.close();
		}
		this.server.stop();
	}

}
