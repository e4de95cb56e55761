package io.github.mcpoauth.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;

import io.github.mcpoauth.authorizationserver.AuthorizationServerComponents;
import io.github.mcpoauth.authorizationserver.FederatedLogins;
import io.github.mcpoauth.authorizationserver.McpAuthorizationServerSecurity;
import io.github.mcpoauth.authorizationserver.user.AllowedUsers;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Which logins follow from which properties. Nothing is fetched at startup.
 */
@ExtendWith(OutputCaptureExtension.class)
class LoginConfigurationTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(SecurityAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class,
						UserDetailsServiceAutoConfiguration.class, McpOAuthAutoConfiguration.class,
						McpSigningKeysAutoConfiguration.class, McpAuthorizationServerAutoConfiguration.class,
						McpFacadeAutoConfiguration.class, McpResourceServerAutoConfiguration.class))
		.withPropertyValues("server.port=8080");

	@Test
	void contextWhenThereIsNoClientThenUsersAreLocal() {
		this.runner.run((context) -> {
			assertThat(context).doesNotHaveBean(FederatedLogins.class).doesNotHaveBean(AllowedUsers.class);
			assertThat(context.getBean(AuthorizationServerComponents.Logins.class).local()).isTrue();
		});
	}

	@Test
	void contextWhenProviderIsGitHubThenItIsTheLogin() {
		this.runner.withPropertyValues("mcp.oauth.upstream.provider=github", "mcp.oauth.upstream.client-id=x")
			.run((context) -> {
				assertThat(context).hasSingleBean(McpAuthorizationServerSecurity.class)
					.doesNotHaveBean(UserDetailsService.class);
				assertThat(context.getBean(AuthorizationServerComponents.Logins.class).local()).isFalse();
				assertThat(context.getBean(FederatedLogins.class).choices())
					.containsExactly(new FederatedLogins.Choice("GitHub", "/oauth2/login/with/upstream"));
			});
	}

	@Test
	void contextWhenThereAreSeveralUpstreamsThenAllAreChoices() {
		this.runner
			.withPropertyValues("mcp.oauth.upstreams.github.provider=github", "mcp.oauth.upstreams.github.client-id=x",
					"mcp.oauth.upstreams.corp.issuer-uri=https://login.example.com/tenant",
					"mcp.oauth.upstreams.corp.client-id=y", "mcp.oauth.upstreams.goo.client-id=z",
					"mcp.oauth.upstreams.goo.issuer-uri=https://accounts.google.com")
			.run((context) -> assertThat(context.getBean(FederatedLogins.class).choices())
				.extracting(FederatedLogins.Choice::label)
				.containsExactlyInAnyOrder("GitHub", "login.example.com", "Google"));
	}

	@Test
	void contextWhenApplicationSaysWhoIsAllowedThenOursBacksOff() {
		AllowedUsers own = (user) -> "Nobody.";
		this.runner.withBean(AllowedUsers.class, () -> own)
			.withPropertyValues("mcp.oauth.upstream.provider=github", "mcp.oauth.upstream.client-id=x")
			.run((context) -> {
				assertThat(context).hasSingleBean(AllowedUsers.class);
				assertThat(context.getBean(AuthorizationServerComponents.Logins.class).allowed()).isSameAs(own);
			});
	}

	@Test
	void contextWhenClientLibraryIsMissingThenStartsWithLocalUsers() {
		this.runner.withClassLoader(new FilteredClassLoader(ClientRegistration.class))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(McpAuthorizationServerSecurity.class));
	}

	@Test
	void contextWhenClientLibraryIsMissingAndNeededThenSaysWhatToAdd() {
		this.runner.withClassLoader(new FilteredClassLoader(ClientRegistration.class))
			.withPropertyValues("mcp.oauth.upstream.provider=github", "mcp.oauth.upstream.client-id=x")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.isInstanceOf(McpOAuthConfigurationException.class)
				.hasMessageContaining("mcp.oauth.upstream.client-id"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					mcp.oauth.upstream.provider=github                               | upstream.client-id is not set    | Register a client
					mcp.oauth.upstreams.a.client-id=x                                | upstreams.a.issuer-uri           | discovery document
					mcp.oauth.upstreams.A_b.client-id=x                              | part of the callback URL         | small letters
					mcp.oauth.upstreams.upstream.client-id=x;mcp.oauth.upstream.client-id=x;mcp.oauth.upstream.provider=github | has that name already | another name
					mcp.oauth.upstreams.a.client-id=x;mcp.oauth.upstreams.a.provider=github;mcp.oauth.upstreams.b.client-id=x;mcp.oauth.upstreams.b.provider=github | whichever list allows | Keep one
					mcp.oauth.upstreams.a.client-id=x;mcp.oauth.upstreams.a.issuer-uri=https://i.example;mcp.oauth.upstreams.a.login.allowed-teams=a/b | allowed-teams | allowed-claims
					mcp.oauth.upstreams.a.client-id=x;mcp.oauth.upstreams.a.provider=github;mcp.oauth.upstreams.a.login.allowed-teams=a | 'a' | organization/team
					mcp.oauth.upstreams.a.client-id=x;mcp.oauth.upstreams.a.provider=github;mcp.oauth.upstreams.a.login.allowed-organizations=../a | '../a' | as it stands in its URL
					mcp.oauth.upstreams.a.client-id=x;mcp.oauth.upstreams.a.provider=github;mcp.oauth.upstreams.a.login.allowed-email-domains=@a.example | '@a.example' | example.com
					mcp.oauth.upstreams.a.client-id=x;mcp.oauth.upstreams.a.provider=github;mcp.oauth.upstreams.a.login.allowed-users[0]= | an entry is empty | Remove it
					mcp.oauth.upstreams.a.client-id=x;mcp.oauth.upstreams.a.provider=github;mcp.oauth.upstreams.a.login.allowed-claims.groups= | lists no value | List the values
					mcp.oauth.upstream.client-id=x;mcp.oauth.upstream.issuer-uri=https://i.example;mcp.oauth.mode=facade;mcp.oauth.upstreams.a.client-id=x | mcp.oauth.upstreams              | mcp.oauth.mode=authorization-server
					mcp.oauth.mode=facade;mcp.oauth.upstream.client-id=x;mcp.oauth.upstream.provider=github | mcp.oauth.upstream.provider | mcp.oauth.mode=authorization-server
					mcp.oauth.upstream.client-id=x;mcp.oauth.upstream.issuer-uri=https://i.example;mcp.oauth.upstream.login.allowed-users=bob | mcp.oauth.upstream.login | mcp.oauth.mode=authorization-server
					mcp.oauth.upstream.issuer-uri=https://i.example;mcp.oauth.upstream.login.allowed-users=bob | mcp.oauth.upstream.login | mcp.oauth.mode=authorization-server
					""")
	void startWhenLoginIsWrongThenFailsWithPropertyAndFix(String properties, String problem, String fix,
			CapturedOutput output) {
		assertThatException().isThrownBy(
				() -> TestServer.startWithoutUser(new Class<?>[] { TestApplication.class }, properties.split(";"))
					.close());
		assertThat(output).contains("APPLICATION FAILED TO START", "The property mcp.oauth.", problem, fix);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			provider=github                                              | true
			issuer-uri=https://accounts.google.com                       | true
			provider=github;login.allowed-users=octocat                  | false
			provider=github;login.allowed-email-domains=example.com      | false
			provider=github;login.allowed-claims.name=x                  | false
			provider=github;login.allowed-organizations=acme             | false
			provider=github;login.allowed-teams=acme/core                | false
			provider=github;issuer-uri=https://github.example.com        | false
			issuer-uri=https://login.example.com                         | false
			""")
	void startWhenEverybodyCanLogInThenWarns(String properties, boolean warned, CapturedOutput output) {
		String prefix = "mcp.oauth.upstreams.a.";
		this.runner.withPropertyValues(prefix + "client-id=x")
			.withPropertyValues((prefix + properties.replace(";", ";" + prefix)).split(";"))
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.toString().contains("Everybody who has an account")).isEqualTo(warned);
	}

}
