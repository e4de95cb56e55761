package io.github.mcpoauth.autoconfigure;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import io.github.mcpoauth.net.HttpFetcher;
import io.github.mcpoauth.upstream.ClientAuthenticationMethod;
import io.github.mcpoauth.upstream.EndpointSet;
import io.github.mcpoauth.upstream.ProviderDefaults;
import io.github.mcpoauth.upstream.ProviderQuirks;
import io.github.mcpoauth.upstream.ProviderTokens;
import io.github.mcpoauth.upstream.TargetParameter;
import io.github.mcpoauth.upstream.TokenVerification;
import io.github.mcpoauth.upstream.UpstreamClient;
import io.github.mcpoauth.upstream.UpstreamEndpoints;
import io.github.mcpoauth.upstream.UpstreamMetadata;
import io.github.mcpoauth.upstream.UpstreamProvider;
import io.github.mcpoauth.upstream.UpstreamRegistration;
import io.github.mcpoauth.upstream.UpstreamSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The properties of the identity provider, and the beans made of them.
 */
class UpstreamConfigurationTests {

	private static final String ISSUER = "https://idp.example.com/tenant";

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(SecurityAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class,
						McpOAuthAutoConfiguration.class, McpResourceServerAutoConfiguration.class))
		.withPropertyValues("mcp.oauth.mode=resource-server", "mcp.oauth.base-url=https://mcp.example.com",
				"mcp.oauth.upstream.issuer-uri=" + ISSUER);

	@Tag("FT25")
	@ParameterizedTest
	@ValueSource(strings = { "mcp.oauth.upstream.issuer-uri", "mcp.oauth.issuers.second.issuer-uri" })
	void startWhenIssuerIsPlainHttpOnAnotherMachineThenFailsUnlessAllowed(String property) {
		WebApplicationContextRunner runner = this.contextRunner
			.withPropertyValues(property + "=http://idp.example.com/tenant");
		runner.run((context) -> assertThat(context.getStartupFailure()).rootCause()
			.hasMessageContainingAll(property, "http://idp.example.com/tenant", "plain http"));
		runner.withPropertyValues("mcp.oauth.allow-http=true").run((context) -> assertThat(context).hasNotFailed());
		this.contextRunner.withPropertyValues(property + "=http://localhost:8180/tenant")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void settingsWhenNothingElseIsConfiguredThenThoseOfTheProvider() {
		this.contextRunner.run((context) -> {
			UpstreamSettings settings = context.getBean(UpstreamSettings.class);
			assertThat(settings).isEqualTo(new UpstreamSettings(ISSUER, UpstreamProvider.GENERIC,
					ProviderDefaults.of(UpstreamProvider.GENERIC, ISSUER, null), null, EndpointSet.NONE, Set.of(),
					Duration.ofHours(1), null));
		});
	}

	@Test
	void settingsWhenEverythingIsConfiguredThenThatIsIt(@TempDir Path folder) {
		this.contextRunner.withPropertyValues(upstream("provider=google", "metadata-uri=https://x.example/m",
				"metadata-time-to-live=10m", "metadata-cache-file=" + folder.resolve("m.json"),
				"endpoints.authorization=https://x.example/a", "endpoints.token=https://x.example/t",
				"endpoints.jwks=https://x.example/k", "endpoints.revocation=https://x.example/r",
				"trusted-hosts=X.example", "resource=api://my-app", "audience=forward", "scope-prefix=api://my-app/",
				"default-scopes=a,b", "scopes=openid", "withheld-scopes=c", "authorization-parameters.prompt=",
				"authorization-parameters.hd=example.com", "pkce=false", "sends-issuer=true",
				"token-issuers=https://y.example", "token-verification=jwt", "granted-scopes=d",
				"endpoints.introspection=https://x.example/i", "endpoints.userinfo=https://x.example/u"))
			.run((context) -> {
				URI base = URI.create("https://x.example/");
				assertThat(context.getBean(UpstreamSettings.class))
					.isEqualTo(new UpstreamSettings(ISSUER, UpstreamProvider.GOOGLE,
							new ProviderQuirks(TargetParameter.of("api://my-app"), TargetParameter.FORWARD,
									"api://my-app/", Set.of("a", "b"), Set.of("openid"), Set.of("c"),
									Map.of("access_type", "offline", "hd", "example.com"), false, true,
									new ProviderTokens(
											Set.of(), Set.of("https://y.example"), TokenVerification.JWT, Set.of("d"))),
							base.resolve("m"),
							new EndpointSet(base.resolve("a"), base.resolve("t"), base.resolve("k"), base.resolve("r"),
									base.resolve("i"), base.resolve("u")),
							Set.of("x.example"), Duration.ofMinutes(10), folder.resolve("m.json")));
			});
	}

	@Test
	void settingsWhenListsAreEmptiedThenTheProvidersAreGone() {
		this.contextRunner
			.withPropertyValues(upstream("provider=entra", "client-id=app", "scopes=", "scope-prefix=",
					"default-scopes=", "resource=forward", "token-issuers="))
			.run((context) -> {
				ProviderQuirks quirks = context.getBean(UpstreamSettings.class).quirks();
				assertThat(quirks.scopes()).isEmpty();
				assertThat(quirks.defaultScopes()).isEmpty();
				assertThat(quirks.scopePrefix()).isEmpty();
				assertThat(quirks.tokens().issuers()).isEmpty();
				assertThat(quirks.resource()).isEqualTo(TargetParameter.FORWARD);
				assertThat(quirks.tokens().audiences()).containsExactlyInAnyOrder("app", "api://app");
			});
	}

	@Test
	void registrationWhenConfiguredThenClientIsMadeOfIt() {
		this.contextRunner
			.withPropertyValues(upstream("client-id=app", "client-secret=s3cret",
					"client-authentication-method=client_secret_post"))
			.run((context) -> {
				assertThat(context).hasSingleBean(UpstreamClient.class).hasSingleBean(HttpFetcher.class);
				McpOAuthPropertiesMapper mapper = context.getBean(McpOAuthPropertiesMapper.class);
				assertThat(mapper.asUpstreamRegistration()).isEqualTo(
						new UpstreamRegistration("app", "s3cret", ClientAuthenticationMethod.CLIENT_SECRET_POST));
				assertThat(context.getBean(McpOAuthProperties.class).upstream().toString()).contains("app")
					.doesNotContain("s3cret");
			});
	}

	@Test
	void clientWhenNobodyAsksForItThenItsIdentifierMayBeMissing() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasNotFailed();
			assertThatExceptionOfType(Exception.class).isThrownBy(() -> context.getBean(UpstreamClient.class))
				.withRootCauseInstanceOf(McpOAuthConfigurationException.class)
				.havingRootCause()
				.withMessageContaining("mcp.oauth.upstream.client-id is not set");
		});
	}

	@Test
	void metadataWhenUserHasABeanThenItIsUsed() {
		URI uri = URI.create("https://other.example");
		UpstreamMetadata own = () -> new UpstreamEndpoints(ISSUER, uri, uri, uri, null, false, Set.of());
		this.contextRunner.withBean(UpstreamMetadata.class, () -> own)
			.run((context) -> assertThat(context.getBean(UpstreamMetadata.class)).isSameAs(own));
	}

	@Tag("FT25")
	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			metadata-uri=idp.example.com                       | metadata-uri                  | https://idp
			metadata-uri=ftp://idp.example.com                 | metadata-uri                  | https://idp
			metadata-uri=http://idp.example.com/metadata       | plain http                    | Use https
			endpoints.token=/token                             | endpoints.token               | whole URL
			endpoints.token=https:/token                       | endpoints.token               | whole URL
			endpoints.token=https://user@idp.example.com/token | endpoints.token               | whole URL
			endpoints.token=https://idp.example.com/token#x    | endpoints.token               | whole URL
			endpoints.token=https://idp.example.com/to ken     | it is not a URL               | whole URL
			endpoints.jwks=http://idp.example.com/keys         | endpoints.jwks                | Use https
			metadata-time-to-live=0s                           | metadata-time-to-live         | 1h
			metadata-cache-file=/no/such/folder/metadata.json  | metadata-cache-file           | a folder
			metadata-cache-file=.                              | metadata-cache-file           | a folder
			trusted-hosts=https://login.example.com            | trusted-hosts                 | the host alone
			trusted-hosts=*                                    | trusted-hosts                 | the host alone
			resource=my-app                                    | upstream.resource             | drop
			resource=https://mcp.example.com/mcp#x             | fragment                      | drop
			scope-prefix=api my app                            | scope-prefix                  | api://my-app/
			scopes=open"id                                     | upstream.scopes               | one word
			default-scopes=a b                                 | upstream.default-scopes       | one word
			""")
	void startWhenPropertyIsWrongThenFailsWithPropertyValueAndFix(String property, String problem, String fix) {
		assertRefused(property, problem, fix);
	}

	/** With another, logins would go on elsewhere, or be those of somebody else. */
	@Tag("FT25")
	@ParameterizedTest
	@ValueSource(strings = { "response_type", "response_mode", "client_id", "redirect_uri", "scope", "state",
			"code_challenge", "code_challenge_method", "resource", "audience", "request", "request_uri" })
	void startWhenAuthorizationParameterIsThisServersOwnThenFails(String name) {
		assertRefused("authorization-parameters." + name + "=x", "authorization-parameters." + name, "Leave it out");
	}

	private void assertRefused(String property, String problem, String fix) {
		this.contextRunner.withPropertyValues(upstream(property)).run((context) -> {
			assertThat(context).hasFailed();
			Throwable cause = context.getStartupFailure();
			while (cause.getCause() != null) {
				cause = cause.getCause();
			}
			assertThat(cause).isInstanceOf(McpOAuthConfigurationException.class)
				.hasMessageContaining("mcp.oauth.upstream.")
				.hasMessageContaining(problem);
			assertThat(((McpOAuthConfigurationException) cause).fix()).contains(fix);
		});
	}

	@Tag("FT25")
	@ParameterizedTest
	@CsvSource({ "none, s3cret, is of no use", "client_secret_basic, '', there is no",
			"client_secret_post, ' ', there is no" })
	void clientWhenMethodAndSecretDoNotFitThenRefusedWithoutTheSecret(String method, String secret, String problem) {
		this.contextRunner
			.withPropertyValues(
					upstream("client-id=app", "client-secret=" + secret, "client-authentication-method=" + method))
			.withConfiguration(AutoConfigurations.of(McpFacadeAutoConfiguration.class))
			.withPropertyValues("mcp.oauth.mode=facade")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(McpOAuthConfigurationException.class,
						(ex) -> assertThat(ex.getMessage() + ex.fix()).contains(problem).doesNotContain("s3cret")));
	}

	@Tag("FT25")
	@ParameterizedTest
	@CsvSource({ "userinfo, accept-tokens-for-other-resources=true", "introspection, client-secret" })
	void tokensWhenTheyCannotBeVerifiedInThisWayThenRefused(String verification, String fix) {
		this.contextRunner.withPropertyValues(upstream("token-verification=" + verification, "client-id=app"))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(McpOAuthConfigurationException.class,
						(ex) -> assertThat(ex.fix()).contains(fix)));
	}

	@Tag("FT25")
	@Test
	void scopesWhenNoTokenCanHaveThemThenRefused() {
		this.contextRunner.withPropertyValues(upstream("provider=google", "client-id=app"))
			.withPropertyValues("mcp.oauth.resource.scopes=mcp:connect")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("mcp.oauth.resource.scopes")
				.isInstanceOfSatisfying(McpOAuthConfigurationException.class,
						(ex) -> assertThat(ex.fix()).contains("granted-scopes")));
	}

	@Tag("FT25")
	@ParameterizedTest
	@CsvSource({ "ttl=0s", "maximum-size=0" })
	void cacheWhenItCannotHoldAnythingThenRefused(String setting) {
		this.contextRunner.withPropertyValues("mcp.oauth.tokens.cache." + setting)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("mcp.oauth.tokens.cache." + setting.replaceFirst("=.*", "")));
		this.contextRunner
			.withPropertyValues("mcp.oauth.tokens.cache." + setting, "mcp.oauth.tokens.cache.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Tag("FT25")
	@ParameterizedTest
	@ValueSource(ints = { 0, -1 })
	void lookupsWhenThereMayBeNoneThenRefused(int most) {
		this.contextRunner.withPropertyValues("mcp.oauth.tokens.max-concurrent-lookups=" + most)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("mcp.oauth.tokens.max-concurrent-lookups")
				.hasMessageContaining(String.valueOf(most)));
	}

	private static String[] upstream(String... properties) {
		String[] prefixed = new String[properties.length];
		for (int i = 0; i < properties.length; i++) {
			prefixed[i] = "mcp.oauth.upstream." + properties[i];
		}
		return prefixed;
	}

}
