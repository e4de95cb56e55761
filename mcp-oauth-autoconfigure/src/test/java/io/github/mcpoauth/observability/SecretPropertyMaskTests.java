package io.github.mcpoauth.observability;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.actuate.endpoint.SanitizableData;

import io.github.mcpoauth.support.Audited;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.TestApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Actuator shows of the properties.
 */
@Tag("M10")
class SecretPropertyMaskTests {

	private static final String ADMIN_KEY = "an-admin-key-of-the-tests-with-32-or-more-characters";

	private static final String REGISTRATION = "an-initial-access-token-of-the-tests";

	/** Spring Boot shows no values by default; many applications have it show them. */
	@ParameterizedTest
	@ValueSource(strings = { "never", "when-authorized", "always" })
	void actuatorWhenItShowsValuesThenOurSecretsAllTheSameNot(String shown) {
		try (FacadeServer facade = FacadeServer.start(new Class<?>[] { TestApplication.class },
				"management.endpoints.web.exposure.include=env,configprops",
				"management.endpoint.env.show-values=" + shown, "management.endpoint.configprops.show-values=" + shown,
				"mcp.oauth.registration.initial-access-token=" + REGISTRATION,
				"mcp.oauth.upstream.introspection-token=an-introspection-token",
				"mcp.oauth.server-registry.admin-key=" + ADMIN_KEY)) {
			String env = Audited.actuator(facade.server(), "env");
			String configprops = Audited.actuator(facade.server(), "configprops");
			assertThat(env).contains("mcp.oauth.secret", "mcp.oauth.upstream.client-secret");
			assertThat(configprops).contains("clientSecret", "initialAccessToken", "\"mcp.oauth\"");
			if (!shown.equals("never")) {
				assertThat(env).contains("the-facade");
				assertThat(configprops).contains("the-facade");
			}
			for (String secret : new String[] { FacadeServer.SECRET, "a-secret-of-the-facade", REGISTRATION,
					"an-introspection-token", ADMIN_KEY }) {
				assertThat(env).doesNotContain(secret);
				assertThat(configprops).doesNotContain(secret);
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "mcp.oauth.secret, true", "mcp.oauth.secret[0], true", "MCP_OAUTH_SECRET, true",
			"MCP_OAUTH_SECRET_0, true", "mcp.oauth.upstream.client-secret, true",
			"mcp.oauth.upstreams.github.clientSecret, true", "MCP_OAUTH_UPSTREAM_CLIENTSECRET, true",
			"mcp.oauth.upstream.introspection-token, true", "mcp.oauth.registration.initial-access-token[1], true",
			"mcp.oauth.server-registry.admin-key, true",
			"mcp.oauth.authorization-server.signing-keys[0].key-store.password, true",
			"mcp.oauth.authorization-server.signing-keys[0].pem, true",
			"mcp.oauth.authorization-server.signingKeys[0].jwkSet, true", "mcp.oauth.upstream.client-id, false",
			"mcp.oauth.api-keys.a.sha256, false", "mcp.oauth.authorization-server.clients.a.jwk-set-uri, false",
			"mcp.oauth.upstream.endpoints.token, false", "spring.application.name, false" })
	void maskWhenPropertyIsASecretThenInEverySpelling(String key, boolean hidden) {
		SanitizableData shown = new SecretPropertyMask().apply(new SanitizableData(null, key, "value"));
		assertThat(shown.getValue()).isEqualTo(hidden ? SanitizableData.SANITIZED_VALUE : "value");
	}

	@Test
	void maskWhenThereIsNoValueThenThatStays() {
		SanitizableData nothing = new SanitizableData(null, "mcp.oauth.secret", null);
		assertThat(new SecretPropertyMask().apply(nothing).getValue()).isNull();
	}

}
