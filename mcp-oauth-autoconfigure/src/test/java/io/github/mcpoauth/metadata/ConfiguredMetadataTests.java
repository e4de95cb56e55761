package io.github.mcpoauth.metadata;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.SigningKeyMaterial;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is configured about the well-known documents: further members, other values, and
 * further paths.
 */
class ConfiguredMetadataTests {

	private static final String AUTHORIZATION_SERVER = "/.well-known/oauth-authorization-server";

	private static final String OPENID_CONFIGURATION = "/.well-known/openid-configuration";

	private static final String SERVER = "mcp.oauth.metadata.authorization-server.";

	private static final String RESOURCE = "mcp.oauth.metadata.protected-resource.";

	/** As YAML: values with types, and lists. */
	private static final String TYPED = """
			{ "mcp.oauth.metadata.authorization-server": {
			    "ui_locales_supported": [ "de", "en" ],
			    "require_pushed_authorization_requests": false,
			    "x_limit": 5,
			    "x_tenants": [ "a,b", "c" ] } }
			""";

	@RegisterExtension
	static final TestServer server = TestServer.start(new Class<?>[] { TestApplication.class, Customizers.class },
			"mcp.oauth.base-url=https://mcp.example.com", SigningKeyMaterial.CONFIGURED,
			"mcp.oauth.resource.scopes=read", "spring.application.json=" + TYPED,
			SERVER + "service_documentation=https://docs.example/?a,b", SERVER + "scopes_supported=read, write,",
			SERVER + "grant_types_supported=authorization_code", SERVER + "revocation_endpoint=", SERVER + "not_there=",
			SERVER + "x_flag=true", SERVER + "subject_types_supported=pairwise",
			SERVER + "op_policy_uri=https://policy.example", RESOURCE + "resource_name=Notes, and more",
			RESOURCE + "scopes_supported=", RESOURCE + "authorization_servers=https://mcp.example.com",
			RESOURCE + "dpop_bound_access_tokens_required=false",
			"mcp.oauth.metadata.additional-paths=/oauth/metadata,/.well-known/oauth-authorization-server/mcp");

	private final Http http = new Http();

	@Test
	void authorizationServerWhenMembersAreConfiguredThenAddedReplacedAndTakenAway() {
		assertThat(get(AUTHORIZATION_SERVER).json()).containsEntry("service_documentation", "https://docs.example/?a,b")
			.containsEntry("scopes_supported", List.of("read", "write"))
			.containsEntry("grant_types_supported", List.of("authorization_code"))
			.containsEntry("x_flag", true)
			.doesNotContainKeys("revocation_endpoint", "not_there")
			.containsEntry("issuer", "https://mcp.example.com")
			.containsEntry("token_endpoint", "https://mcp.example.com/oauth2/token");
	}

	@Test
	void authorizationServerWhenValuesHaveTypesThenTheyAreKept() {
		assertThat(get(AUTHORIZATION_SERVER).json()).containsEntry("ui_locales_supported", List.of("de", "en"))
			.containsEntry("require_pushed_authorization_requests", false)
			.containsEntry("x_limit", 5)
			.containsEntry("x_tenants", List.of("a,b", "c"));
	}

	@Test
	void openidConfigurationWhenMembersAreConfiguredThenTheSame() {
		assertThat(get(OPENID_CONFIGURATION).json()).containsAllEntriesOf(get(AUTHORIZATION_SERVER).json())
			.containsEntry("subject_types_supported", List.of("pairwise"))
			.containsKey("id_token_signing_alg_values_supported");
	}

	@Test
	void protectedResourceWhenMembersAreConfiguredThenAddedReplacedAndTakenAway() {
		assertThat(get("/.well-known/oauth-protected-resource/mcp").json()).isEqualTo(Map.of("resource",
				"https://mcp.example.com/mcp", "authorization_servers", List.of("https://mcp.example.com"),
				"bearer_methods_supported", List.of("header"), "resource_name", "Notes, and more",
				"dpop_bound_access_tokens_required", false, "seen_by_customizer", "Notes, and more"));
	}

	@Test
	void documentWhenThereIsACustomizerThenItHasTheLastWord() {
		assertThat(get(AUTHORIZATION_SERVER).json()).containsEntry("op_policy_uri",
				"https://policy.example, customized");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/oauth/metadata", "/.well-known/oauth-authorization-server/mcp" })
	void additionalPathWhenReadThenTheSameDocument(String path) {
		Reply reply = get(path);
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.body()).isEqualTo(get(AUTHORIZATION_SERVER).body());
		assertThat(reply.header("Cache-Control")).isEqualTo("public, max-age=3600");
		assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo("*");
		assertThat(this.http
			.send("OPTIONS", server.url(path), null, "Origin", "https://app.example", "Access-Control-Request-Method",
					"GET")
			.status()).isEqualTo(200);
	}

	/** What is around the path stays as protected as it was. */
	@ParameterizedTest
	@ValueSource(strings = { "/oauth/metadata/", "/oauth/metadata/below", "/oauth", "/oauth/metadata2", "/page" })
	void additionalPathWhenNotExactThenTheApplications(String path) {
		assertThat(get(path).status()).isEqualTo(401);
	}

	private Reply get(String path) {
		return this.http.get(server.url(path));
	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		@Bean
		AuthorizationServerMetadataCustomizer authorizationServerCustomizer() {
			return (members) -> members.computeIfPresent("op_policy_uri", (name, value) -> value + ", customized");
		}

		@Bean
		ProtectedResourceMetadataCustomizer protectedResourceCustomizer() {
			return (members) -> members.put("seen_by_customizer", members.get("resource_name"));
		}

	}

}
