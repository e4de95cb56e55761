package io.github.mcpoauth.fault;

import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.core.userdetails.UserDetailsService;

import io.github.mcpoauth.conformance.Checklist;
import io.github.mcpoauth.support.SigningKeyMaterial;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * A wrong configuration fails at startup with a message that names the property, the
 * value and the fix (fault FT25).
 */
@Tag("FT25")
@ExtendWith(OutputCaptureExtension.class)
class MisconfigurationTests {

	@Checklist("B11")
	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					mcp.oauth.base-url=mcp.example.com                        | mcp.example.com    | https://mcp.example.com
					mcp.oauth.base-url=ftp://mcp.example.com                  | ftp:               | https://mcp.example.com
					mcp.oauth.base-url=https://mcp.example.com?x              | has a query        | https://mcp.example.com
					mcp.oauth.base-url=https://mcp.example.com#x              | fragment           | https://mcp.example.com
					mcp.oauth.base-url=https://user@mcp.example.com           | user@              | https://mcp.example.com
					mcp.oauth.base-url=https://mcp.example.com/a/../b         | '..'               | https://mcp.example.com
					mcp.oauth.base-url=https://                               | https://           | https://mcp.example.com
					mcp.oauth.base-url=http://mcp.example.com                 | plain http         | mcp.oauth.allow-http
					mcp.oauth.upstream.issuer-uri=http://idp.example.com      | plain http         | mcp.oauth.allow-http
					mcp.oauth.outbound.headers=x-tenant-id                    | outbound.hosts     | Set both
					mcp.oauth.outbound.hosts=orders.example                   | outbound.headers   | Set both
					mcp.oauth.outbound.headers=Authorization                  | 'authorization'    | token-passthrough
					mcp.oauth.outbound.headers=x-api-key                      | 'x-api-key'        | token-passthrough
					mcp.oauth.outbound.headers=Cookie                         | 'cookie'           | x-tenant-id
					mcp.oauth.outbound.headers=Host                           | 'host'             | x-tenant-id
					mcp.oauth.outbound.headers=x tenant                       | 'x tenant'         | x-tenant-id
					mcp.oauth.outbound.hosts=https://orders.example           | 'https://orders.example' | without scheme
					mcp.oauth.outbound.hosts=*.example                        | '*.example'        | without scheme
					mcp.oauth.resource.path=mcp                               | 'mcp'              | leading
					mcp.oauth.resource.path=/mcp/                             | '/mcp/'            | without a trailing slash
					mcp.oauth.resource.path=/mcp/**                           | '/mcp/**'          | /mcp
					mcp.oauth.resource.path=/mcp//tools                       | '/mcp//tools'      | /mcp
					mcp.oauth.resource.scopes=a"b                             | 'a"b'              | one word
					mcp.oauth.resource.scopes=openid                          | ID tokens          | one word
					mcp.oauth.tools.x.scopes=a"b                              | 'a"b'              | one word
					mcp.oauth.tools.x.scopes=                                 | tools.x.scopes is not set | List the scopes
					mcp.oauth.tools.listing=some                              | 'some'             | @RequiresScopes
					mcp.oauth.prompts.x.scopes=openid                         | prompts.x.scopes has the value 'openid' | one word
					mcp.oauth.resource-uris.[a:b*].scopes=a\\b                | resource-uris.a:b*.scopes has the value 'a\\b' | one word
					mcp.oauth.methods.[tools/list].scopes=é                   | methods.tools/list.scopes has the value 'é' | one word
					mcp.oauth.scope-hierarchy=mcp:read                        | '[mcp:read]'       | mcp:admin > mcp:write > mcp:read
					mcp.oauth.scope-hierarchy=a > b > a                       | a would include itself | broader scope first
					mcp.oauth.max-message-size=0B                             | '0B'               | 4MB
					mcp.oauth.max-message-size=2GB                            | '2147483648B'      | 4MB
					mcp.oauth.resource.allowed-origins=app.example            | 'app.example'      | https://app.example.com
					mcp.oauth.resource.allowed-origins=*                      | '*'                | https://app.example.com
					mcp.oauth.resource.allowed-origins=https://*.example.com  | 'https://*.example.com' | https://app.example.com
					mcp.oauth.resource.allowed-origins=https://app.example/   | 'https://app.example/' | https://app.example.com
					mcp.oauth.authorization-server.opaque-token-prefix=a.b    | 'a.b'              | such as mat_
					mcp.oauth.authorization-server.opaque-token-prefix=       | opaque-token-prefix | such as mat_
					mcp.oauth.server-registry.admin-key=too-short             | (9 characters)     | openssl rand
					mcp.oauth.server-registry.servers.a.name=A                | servers.a.resource-url | https://weather.example.com/mcp
					mcp.oauth.server-registry.servers.a.resource-url=a        | 'a'                | https://weather.example.com/mcp
					mcp.oauth.server-registry.servers.a.resource-url=http://a.example/mcp | plain http | mcp.oauth.allow-http
					mcp.oauth.secret=too-short                                | (9 characters)     | openssl rand
					mcp.oauth.registration.private-use-schemes=javascript     | javascript         | cursor
					mcp.oauth.registration.time-to-live=-1d                   | 'PT-24H'           | 90d
					mcp.oauth.registration.revoked-clients=AQ*                | 'AQ*'              | first 24 or more
					mcp.oauth.registration.initial-access-token=too-short     | (9 characters)     | openssl rand
					mcp.oauth.rate-limits.registrations-per-minute=0          | '0'                | rate-limits.enabled=false
					mcp.oauth.rate-limits.registrations-per-hour=10           | '10'               | Set at least 200
					mcp.oauth.rate-limits.failed-authentications-per-minute=-2 | '-2'              | Set at least 1, -1 for no limit
					mcp.oauth.registration.client-id-metadata-documents.max-concurrent-fetches=0 | '0' | Set 1 to 1000
					mcp.oauth.registration.client-id-metadata-documents.max-concurrent-fetches=5000 | '5000' | Set 1 to 1000
					mcp.oauth.registration.client-id-metadata-documents.fetches-per-minute=0 | '0'     | Set at least 1
					mcp.oauth.registration.client-id-metadata-documents.fetches-per-minute-and-host=-2 | '-2' | Set at least 1
					mcp.oauth.errors.help-uri=docs.example.com                | 'docs.example.com' | URL without a fragment
					mcp.oauth.errors.help-uri=https://docs.example.com/#x     | 'https://docs.example.com/#x' | URL without a fragment
					mcp.oauth.rate-limits.token-requests-per-minute=0         | '0'                | Set at least 1
					mcp.oauth.rate-limits.authorizations-per-minute=9999999999 | '9999999999'      | Set at most 1000000000
					mcp.oauth.rate-limits.revocations-per-minute-and-client=6001 | '6001'          | Set at most 6000
					mcp.oauth.authorization-server.access-token-time-to-live=0s | PT0S             | 15m
					mcp.oauth.authorization-server.signing-keys[0].pem=/no/key.pem | '/no/key.pem' | file:key.pem
					mcp.oauth.authorization-server.generated-key-file=/no/directory/key.json | '/no/directory/key.json' | in a directory that exists
					mcp.oauth.upstream.issuer-uri=issuer.example              | issuer.example     | discovery document
					mcp.oauth.mode=resource-server                            | is not set         | issuer
					mcp.oauth.metadata.authorization-server.issuer=https://x.example | https://x.example | mcp.oauth.base-url
					mcp.oauth.metadata.authorization-server.issuer=           | issuer has the value '' | mcp.oauth.base-url
					mcp.oauth.metadata.protected-resource.resource=https://x.example | https://x.example | mcp.oauth.resource.path
					mcp.oauth.metadata.authorization-server.a.b=c             | it is an object    | customizer bean
					mcp.oauth.metadata.authorization-server.a[0].b=c          | it is an object    | customizer bean
					mcp.oauth.metadata.additional-paths=oauth/metadata        | 'oauth/metadata'   | with a leading
					mcp.oauth.metadata.additional-paths=/oauth/metadata/      | '/oauth/metadata/' | without a trailing slash
					mcp.oauth.metadata.additional-paths=/oauth/**             | '/oauth/**'        | without patterns
					mcp.oauth.metadata.additional-paths=/oauth/../mcp         | '/oauth/../mcp'    | /oauth/metadata
					mcp.oauth.metadata.additional-paths=/                     | '/'                | /oauth/metadata
					mcp.oauth.metadata.additional-paths=/mcp                  | something else     | another path
					mcp.oauth.metadata.additional-paths=/register             | something else     | another path
					mcp.oauth.metadata.additional-paths=/oauth2/token         | something else     | another path
					mcp.oauth.metadata.additional-paths=/.well-known/openid-configuration | something else | another path
					server.address=0.0.0.0                                    | server.address     | mcp.oauth.base-url
					server.forward-headers-strategy=framework                 | through a proxy    | mcp.oauth.base-url
					server.forward-headers-strategy=native                    | through a proxy    | mcp.oauth.base-url
					spring.main.cloud-platform=kubernetes                     | KUBERNETES         | mcp.oauth.base-url
					""")
	void startWhenPropertyIsWrongThenFailsWithPropertyValueAndFix(String property, String value, String fix,
			CapturedOutput output) {
		assertThatException().isThrownBy(() -> TestServer.start(property).close());
		assertThat(output).contains("APPLICATION FAILED TO START", "The property mcp.oauth.", value, "Action:", fix);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			a.scopes=openid              | servers.a.scopes has the value 'openid' | weather:read
			a.scopes=a"b                 | servers.a.scopes has the value 'a"b'    | weather:read
			a.api-key-sha256=abc         | (3 characters)                          | sha256sum
			b.resource-url=http://localhost:9990/a/mcp | of this application         | mcp.oauth.resources
			""")
	void startWhenServerIsWrongThenFailsWithPropertyValueAndFix(String property, String value, String fix,
			CapturedOutput output) {
		assertThatException().isThrownBy(
				() -> TestServer
					.start("mcp.oauth.base-url=http://localhost:9990",
							"mcp.oauth.server-registry.servers.a.resource-url=https://a.example/mcp",
							"mcp.oauth.server-registry.servers." + property)
					.close());
		assertThat(output).contains("APPLICATION FAILED TO START", value, fix);
	}

	/** Two ways to issue tokens, or one of them by halves. */
	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					mcp.oauth.upstream.issuer-uri=https://idp.example.com/#x                          | fragment                  | issuer
					mcp.oauth.mode=facade,mcp.oauth.upstream.issuer-uri=https://idp.example.com       | client-id is not set      | client-id
					mcp.oauth.mode=facade,mcp.oauth.upstream.issuer-uri=https://idp.example.com,mcp.oauth.upstream.client-id=a,mcp.oauth.upstream.client-authentication-method=client_secret_basic | client-secret | client-secret
					mcp.oauth.resource.path=/mcp#x                                                    | '/mcp#x'                  | /mcp
					""")
	void startWhenProviderIsConfiguredByHalvesThenFailsWithPropertyAndFix(String properties, String value, String fix,
			CapturedOutput output) {
		assertThatException().isThrownBy(() -> TestServer.start(properties.split(",")).close());
		assertThat(output).contains("APPLICATION FAILED TO START", "mcp.oauth.", value, "Action:", fix);
	}

	@Test
	void startWhenPathOfForwardAuthIsNoneThenFails(CapturedOutput output) {
		for (String path : List.of("verify", "/verify/", "/**", "/oauth2/token", "")) {
			assertThatException().isThrownBy(
					() -> TestServer.start("mcp.oauth.forward-auth.enabled=true", "mcp.oauth.forward-auth.path=" + path)
						.close());
			assertThat(output).contains("mcp.oauth.forward-auth.path", "'" + path + "'");
		}
	}

	@Test
	void startWhenSecretIsTooShortThenItIsNotShown(CapturedOutput output) {
		assertThatException().isThrownBy(() -> TestServer.start("mcp.oauth.secret=hunter2hunter2").close());
		assertThat(output).contains("mcp.oauth.secret").doesNotContain("hunter2");
	}

	@Test
	void startWhenNoClientMayRegisterThenFails(CapturedOutput output) {
		assertThatException().isThrownBy(
				() -> TestServer.start("mcp.oauth.registration.store=memory", "mcp.oauth.registration.max-clients=0")
					.close());
		assertThat(output).contains("The property mcp.oauth.registration.max-clients", "'0'",
				"mcp.oauth.registration.enabled=false");
	}

	@Test
	void startWhenInitialAccessTokenIsTooShortThenItIsNotShown(CapturedOutput output) {
		assertThatException()
			.isThrownBy(() -> TestServer.start("mcp.oauth.registration.initial-access-token=hunter2").close());
		assertThat(output).contains("mcp.oauth.registration.initial-access-token").doesNotContain("hunter2");
	}

	@Test
	void startWhenModeIsUnknownThenFailsAndNamesTheModes(CapturedOutput output) {
		assertThatException().isThrownBy(() -> TestServer.start("mcp.oauth.mode=proxy").close());
		assertThat(output).contains("mcp.oauth.mode", "proxy");
	}

	@Test
	void startWhenPublicServerHasNoUsersThenFails(CapturedOutput output) {
		Class<?>[] sources = { TestApplication.class };
		assertThatException().isThrownBy(
				() -> TestServer.startWithoutUser(sources, "mcp.oauth.base-url=https://mcp.example.com").close());
		assertThat(output).contains("spring.security.user.password", "for this machine only", "UserDetailsService");
	}

	@Test
	void startWhenLocalServerHasNoUsersThenGeneratesOneThatCanLogIn(CapturedOutput output) {
		Class<?>[] sources = { TestApplication.class };
		try (TestServer server = TestServer.startWithoutUser(sources)) {
			assertThat(output).contains("To log in to this MCP server, use: user / ");
			String password = output.toString().replaceAll("(?s).*use: user / (\\S+).*", "$1");
			assertThat(server.bean(UserDetailsService.class).loadUserByUsername("user").getPassword())
				.isEqualTo("{noop}" + password);
		}
	}

	@Tag("FT17")
	@Test
	void startWhenPublicServerHasNoSigningKeyThenFails(CapturedOutput output) {
		assertThatException().isThrownBy(() -> TestServer.start("mcp.oauth.base-url=https://mcp.example.com").close());
		assertThat(output).contains("The property mcp.oauth.authorization-server.signing-keys is not set",
				"for this machine only", "Action:", "signing-keys[0].pem", "generated-key-file");
	}

	@Tag("FT17")
	@Test
	void startWhenLocalServerHasNoSigningKeyThenWarns(CapturedOutput output) {
		TestServer.start().close();
		assertThat(output).contains(" WARN ", "signing-keys is not set, so a key is made at each start");
	}

	@Test
	void startWhenHttpIsAllowedThenStarts() {
		try (TestServer server = TestServer.start("mcp.oauth.base-url=http://mcp.example.com",
				SigningKeyMaterial.CONFIGURED, "mcp.oauth.allow-http=true")) {
			assertThat(server.port()).isPositive();
		}
	}

	@Test
	void startWhenSecretIsMissingThenWarnsWhatThatMeans(CapturedOutput output) {
		TestServer.start("logging.level.io.github.mcpoauth=info").close();
		assertThat(output).contains("mcp.oauth.secret is not set", "have to register again", "openssl rand")
			.contains("MCP OAuth mode: authorization-server (no identity provider is configured)");
	}

	@Test
	void startWhenAnAudienceIsEmptyThenFails(CapturedOutput output) {
		assertThatException().isThrownBy(() -> TestServer
			.start("mcp.oauth.upstream.issuer-uri=https://issuer.example", "mcp.oauth.resource.audiences[0]=")
			.close());
		assertThat(output).contains("The property mcp.oauth.resource.audiences", "one of them is empty",
				"leave it out");
	}

	@ParameterizedTest
	@CsvSource({ "additional-paths, /oauth/metadata", "authorization-server.x_flag, true" })
	void startWhenThereIsNoDocumentToConfigureThenFails(String property, String value, CapturedOutput output) {
		assertThatException().isThrownBy(
				() -> TestServer
					.start("mcp.oauth.upstream.issuer-uri=https://issuer.example",
							"mcp.oauth.metadata." + property + "=" + value)
					.close());
		assertThat(output).contains("The property mcp.oauth.metadata.", value, "no authorization server metadata",
				"mcp.oauth.mode=facade");
	}

	@Tag("F15")
	@Test
	void startWhenAudienceIsNotLookedAtThenWarns(CapturedOutput output) {
		TestServer
			.start("mcp.oauth.base-url=https://mcp.example.com", "mcp.oauth.upstream.issuer-uri=https://issuer.example",
					"mcp.oauth.resource.accept-tokens-for-other-resources=true")
			.close();
		assertThat(output).contains("mcp.oauth.resource.accept-tokens-for-other-resources has the value 'true'",
				"for any other service can use it here");
	}

	@Tag("F15")
	@ParameterizedTest
	@CsvSource({ "api://my-app, true", "https://mcp.example.com/mcp, false", "https://mcp.example.com/mcp/, false" })
	void startWhenAudienceCanBeSharedWithAnotherServiceThenWarns(String audience, boolean warned,
			CapturedOutput output) {
		TestServer
			.start("mcp.oauth.base-url=https://mcp.example.com", "mcp.oauth.upstream.issuer-uri=https://issuer.example",
					"mcp.oauth.resource.audiences=" + audience)
			.close();
		assertThat(output.toString().contains("issued for another service")).isEqualTo(warned);
	}

}
