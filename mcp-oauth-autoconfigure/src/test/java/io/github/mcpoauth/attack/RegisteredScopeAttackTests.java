package io.github.mcpoauth.attack;

import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.CodeFlow;
import io.github.mcpoauth.support.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Scopes that a client gives itself when it registers (CVE-2026-22752). Those that are
 * not offered here are left out, as RFC 7591 section 2 allows, and are never granted.
 */
@Tag("K7")
class RegisteredScopeAttackTests {

	@ParameterizedTest
	@EnumSource
	void registerWhenScopesAreNotOfferedThenLeftOutOfWhatIsRegistered(Registrar registrar) {
		Reply some = registrar.register(",\"scope\":\"admin mcp:connect openid SCOPE_admin * mcp:\"");
		assertThat(some.status()).isEqualTo(201);
		assertThat(some.json()).containsEntry("scope", "mcp:connect");
		for (String scope : new String[] { "admin", "openid profile email offline_access", "*" }) {
			Reply none = registrar.register(",\"scope\":\"" + scope + "\"");
			assertThat(none.status()).isEqualTo(201);
			assertThat(none.json()).doesNotContainKey("scope");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "STORED_FACADE", "STORED_SERVER" })
	void updateWhenScopesAreNotOfferedThenLeftOutAsWell(Registrar registrar) {
		Map<String, Object> client = registrar.register(",\"scope\":\"mcp:connect\"").json();
		Reply updated = registrar
			.manage("PUT", client.get("client_id"), client.get("registration_access_token"), ClientRequests
				.registration(",\"client_id\":\"" + client.get("client_id") + "\",\"scope\":\"weather:read admin\""));
		assertThat(updated.json()).containsEntry("scope", "weather:read");
	}

	@ParameterizedTest
	@EnumSource(names = { "STATELESS_SERVER", "STORED_SERVER" })
	void authorizeWhenRegisteredScopeIsNotOfferedThenInvalidScope(Registrar registrar) {
		CodeFlow flow = registeredWith(registrar, "mcp:connect admin");
		flow.tokens();
		Reply reply = flow.authorize(asking(flow, "mcp:connect admin"));
		assertThat(reply.location()).startsWith(ClientRequests.REDIRECT_URI + "?");
		assertThat(reply.redirectParameters()).containsEntry("error", "invalid_scope").doesNotContainKey("code");
	}

	/** The facade leaves it out, as it does with what was never registered. */
	@ParameterizedTest
	@EnumSource(names = { "STATELESS_FACADE", "STORED_FACADE" })
	void authorizeWhenRegisteredScopeIsNotOfferedThenNeitherShownNorGranted(Registrar registrar) {
		CodeFlow flow = registeredWith(registrar, "mcp:connect admin");
		Map<String, String> request = asking(flow, "mcp:connect admin");
		assertThat(flow.consentPage(request).text()).doesNotContain("admin");
		assertThat(flow.token(flow.tokenRequest(flow.code(request))).json()).containsEntry("scope", "mcp:connect");
	}

	/** What a refresh asks for was never granted either. */
	@ParameterizedTest
	@EnumSource
	void refreshWhenRegisteredScopeIsNotOfferedThenInvalidScope(Registrar registrar) {
		CodeFlow flow = registeredWith(registrar, "mcp:connect admin");
		Map<String, String> request = flow.refreshRequest((String) flow.tokens().get("refresh_token"));
		request.put("scope", "admin");
		assertThat(flow.token(request).json()).containsEntry("error", "invalid_scope");
	}

	/**
	 * A step-up asks for what nobody knew of at registration, and SDKs register the
	 * scopes of their own configuration and ask for those of the challenge.
	 */
	@ParameterizedTest
	@CsvSource({ "STATELESS_FACADE, mcp:connect", "STATELESS_FACADE, read write", "STATELESS_SERVER, mcp:connect",
			"STATELESS_SERVER, read write", "STORED_FACADE, mcp:connect", "STORED_SERVER, read write" })
	void authorizeWhenOfferedScopeWasNotRegisteredThenTheUserDecides(Registrar registrar, String registered) {
		CodeFlow flow = registeredWith(registrar, registered);
		String code = flow.code(asking(flow, "mcp:connect weather:read"));
		assertThat(flow.token(flow.tokenRequest(code)).json()).containsEntry("scope", "mcp:connect weather:read");
	}

	private static CodeFlow registeredWith(Registrar registrar, String scope) {
		return registrar.client((String) registrar.register(",\"scope\":\"" + scope + "\"").json().get("client_id"));
	}

	private static Map<String, String> asking(CodeFlow flow, String scope) {
		Map<String, String> request = flow.request();
		request.put("scope", scope);
		return request;
	}

}
