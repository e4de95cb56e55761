package io.github.mcpoauth.support;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The token endpoint of an identity provider that keeps to its own rules: each code and
 * refresh token is good once, a code only for its redirect URI and code verifier.
 */
final class IssuedCodes implements ResponseDefinitionTransformerV2 {

	static final String NAME = "issued-codes";

	private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();

	private final Map<String, String> refreshTokens = new ConcurrentHashMap<>();

	private @Nullable TestTokens tokens;

	void signedBy(TestTokens tokens) {
		this.tokens = tokens;
	}

	/** The code for an authorization request whose user has logged in. */
	String issue(Map<String, String> authorizationRequest) {
		String code = UUID.randomUUID().toString();
		this.codes.put(code, authorizationRequest);
		return code;
	}

	@Override
	public String getName() {
		return NAME;
	}

	@Override
	public boolean applyGlobally() {
		return false;
	}

	@Override
	public ResponseDefinition transform(ServeEvent event) {
		Map<String, String> form = Http.parameters(event.getRequest().getBodyAsString());
		String scope = "refresh_token".equals(form.get("grant_type")) ? refresh(form) : redeem(form);
		Map<String, Object> answer = (scope != null) ? tokens(scope) : Map.of("error", "invalid_grant");
		return new ResponseDefinitionBuilder().withStatus((scope != null) ? 200 : 400)
			.withHeader("Content-Type", "application/json")
			.withBody(new JsonMapper().writeValueAsString(answer))
			.build();
	}

	private @Nullable String refresh(Map<String, String> form) {
		return this.refreshTokens.remove(form.getOrDefault("refresh_token", ""));
	}

	private @Nullable String redeem(Map<String, String> form) {
		Map<String, String> request = this.codes.remove(form.getOrDefault("code", ""));
		if (request == null || !request.get("redirect_uri").equals(form.get("redirect_uri"))
				|| !request.get("code_challenge")
					.equals(ClientRequests.challenge(form.getOrDefault("code_verifier", "")))) {
			return null;
		}
		return request.getOrDefault("scope", "");
	}

	private Map<String, Object> tokens(String scope) {
		String refreshToken = UUID.randomUUID().toString();
		this.refreshTokens.put(refreshToken, scope);
		return Map.of("access_token", this.tokens.with((claims) -> claims.claim("scope", scope)), "token_type",
				"Bearer", "expires_in", 300, "scope", scope, "refresh_token", refreshToken, "id_token", "an-id-token");
	}

}
