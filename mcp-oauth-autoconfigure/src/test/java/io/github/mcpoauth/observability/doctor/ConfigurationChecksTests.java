package io.github.mcpoauth.observability.doctor;

import java.util.List;

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
import org.springframework.context.ApplicationContext;

import io.github.mcpoauth.authorizationserver.store.AuthorizationStore;
import io.github.mcpoauth.autoconfigure.McpAuthorizationServerAutoConfiguration;
import io.github.mcpoauth.autoconfigure.McpOAuthAutoConfiguration;
import io.github.mcpoauth.autoconfigure.McpObservabilityAutoConfiguration;
import io.github.mcpoauth.autoconfigure.McpResourceServerAutoConfiguration;
import io.github.mcpoauth.autoconfigure.McpSigningKeysAutoConfiguration;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * What the doctor thinks of configurations.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConfigurationChecksTests {

	private static final String SECRET = "mcp.oauth.secret=a-secret-of-the-tests-with-32-or-more-characters";

	private static final String PUBLIC = "mcp.oauth.base-url=https://mcp.example.com";

	private static final String HTTP = "mcp.oauth.base-url=http://mcp.example.com";

	private static final String RELAXED = "mcp.oauth.allow-http=true";

	private final WebApplicationContextRunner application = new WebApplicationContextRunner()
		.withUserConfiguration(TestApplication.class)
		.withPropertyValues("spring.security.user.password=wonderland",
				"mcp.oauth.authorization-server.generated-key-file=target/doctor-tests.jwk");

	/** Each line: a check, a setup, and what it says. */
	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					base-url     | mcp.oauth.base-url=https://mcp.example.com                   | OK      | over https
					base-url     | mcp.oauth.base-url=http://localhost:8080                     | OK      | this machine only
					secret       | mcp.oauth.base-url=https://mcp.example.com                   | WARNING | after a restart
					secret       | mcp.oauth.base-url=http://localhost:8080                     | OK      | made at this start
					store        | mcp.oauth.base-url=https://mcp.example.com                   | WARNING | in memory
					store        | mcp.oauth.base-url=http://localhost:8080                     | OK      | memory
					signing-keys | mcp.oauth.base-url=http://localhost:8080                     | OK      | kept in a file
					registration | mcp.oauth.registration.enabled=false                         | OK      | can't register
					registration | mcp.oauth.registration.initial-access-token=an-initial-token-of-the-tests-for-it | OK | initial access token
					registration | mcp.oauth.registration.store=memory                          | OK      | in memory
					redirect-uris | mcp.oauth.registration.private-use-schemes=cursor           | OK      | [cursor]
					audience     | mcp.oauth.resource.accept-tokens-for-other-resources=true    | WARNING | mcp.oauth.resource.accept
					access       | mcp.oauth.resource.access=open                               | WARNING | mcp.oauth.resource.access
					mode         | mcp.oauth.mode=authorization-server                          | OK      | authorization-server: mcp.oauth.mode is set
					""")
	void checkWhenConfiguredThenSaysWhatThatMeans(String id, String property, Verdict verdict, String seen) {
		this.application.withPropertyValues(property).run((context) -> {
			Finding finding = finding(context, id);
			assertThat(finding.verdict()).isEqualTo(verdict);
			assertThat(finding.seen()).contains(seen);
			assertThat(finding.fix() != null).isEqualTo(verdict != Verdict.OK);
		});
	}

	/** On the developer's own machine it is the default. */
	@Test
	void errorsWhenStrangersAreToldTheCheckThenWarns() {
		String named = "mcp.oauth.errors.check-header=true";
		this.application.withPropertyValues(PUBLIC, named).run((context) -> {
			assertThat(finding(context, "errors").verdict()).isEqualTo(Verdict.WARNING);
			assertThat(finding(context, "errors").seen()).contains("mcp.oauth.errors.check-header is true");
		});
		this.application.withPropertyValues(named)
			.run((context) -> assertThat(findings(context)).extracting(Finding::id).doesNotContain("errors"));
	}

	@Test
	void secretWhenThereAreSeveralThenCountsThemAndShowsNone() {
		this.application
			.withPropertyValues(PUBLIC, "mcp.oauth.secret[0]=a-secret-of-the-tests-with-32-or-more-characters",
					"mcp.oauth.secret[1]=another-secret-of-the-tests-with-32-or-more-characters")
			.run((context) -> assertThat(finding(context, "secret").seen())
				.isEqualTo("mcp.oauth.secret is set, and 1 former ones open what they sealed"));
	}

	/** A relaxation is told as long as it lasts. */
	@Test
	void baseUrlWhenPlainHttpIsAllowedThenWarns() {
		this.application.withPropertyValues(HTTP, RELAXED)
			.run((context) -> assertThat(finding(context, "base-url").verdict()).isEqualTo(Verdict.WARNING));
	}

	/** K1. */
	@Test
	void registrationWhenOpenWithoutLimitsThenFailsButForThisMachine() {
		this.application.withPropertyValues(PUBLIC, "mcp.oauth.rate-limits.enabled=false")
			.run((context) -> assertThat(finding(context, "registration").verdict()).isEqualTo(Verdict.FAILURE));
		this.application.withPropertyValues("mcp.oauth.rate-limits.enabled=false")
			.run((context) -> assertThat(finding(context, "registration").verdict()).isEqualTo(Verdict.OK));
	}

	/** K1: one limit can be switched off like all of them. */
	@Test
	void registrationWhenItsLimitsAreOffThenFails() {
		this.application
			.withPropertyValues(PUBLIC, "mcp.oauth.rate-limits.registrations-per-minute=-1",
					"mcp.oauth.rate-limits.registrations-per-hour=-1")
			.run((context) -> assertThat(finding(context, "registration").verdict()).isEqualTo(Verdict.FAILURE));
	}

	/** A map of the application's is no memory of this library's. */
	@Test
	void storeWhenItIsTheApplicationsThenOk() {
		this.application.withPropertyValues(PUBLIC)
			.withBean(AuthorizationStore.class, () -> mock(AuthorizationStore.class))
			.run((context) -> assertThat(finding(context, "store"))
				.isEqualTo(Finding.ok("store", "logins are in a store of the application's")));
	}

	@Test
	void storeWhenSharedThenOk() {
		this.application
			.withPropertyValues(PUBLIC, SECRET, "mcp.oauth.authorization-server.store=jdbc",
					"mcp.oauth.authorization-server.jdbc.initialize-schema=always",
					"spring.datasource.url=jdbc:h2:mem:doctor")
			.run((context) -> assertThat(finding(context, "store"))
				.isEqualTo(Finding.ok("store", "logins are in the database")));
	}

	/** Nothing is said of what the mode does not have. */
	@Test
	void checkWhenModeIssuesNoTokensThenSaysNothingOfThat() {
		this.application
			.withPropertyValues(PUBLIC, "mcp.oauth.upstream.issuer-uri=https://idp.example.com",
					"mcp.oauth.issuers.other.issuer-uri=https://other.example.com",
					"mcp.oauth.issuers.other.accept-tokens-for-other-resources=true")
			.run((context) -> {
				assertThat(findings(context)).extracting(Finding::id).containsExactly("mode", "base-url", "audience");
				assertThat(finding(context, "audience").seen()).contains("mcp.oauth.issuers.other");
			});
	}

	@Test
	void startWhenActuatorIsNotThereThenChecksAreAllTheSame() {
		new WebApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(SecurityAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class,
							UserDetailsServiceAutoConfiguration.class, McpSigningKeysAutoConfiguration.class,
							McpOAuthAutoConfiguration.class, McpAuthorizationServerAutoConfiguration.class,
							McpResourceServerAutoConfiguration.class, McpObservabilityAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate",
					"org.springframework.boot.health", "io.micrometer.core"))
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean("mcpOAuthEndpoint");
				assertThat(findings(context)).isNotEmpty();
			});
	}

	@Test
	void startWhenAllIsOkThenSaysSoInOneLine(CapturedOutput output) {
		try (TestServer server = TestServer.start("logging.level.io.github.mcpoauth.observability=info")) {
			assertThat(output).contains("MCP OAuth doctor: all 7 checks of the configuration are ok");
		}
	}

	@Test
	void startWhenSomethingIsNotThenNamesItWithItsFix(CapturedOutput output) {
		try (TestServer server = TestServer.start("mcp.oauth.resource.access=open",
				"mcp.oauth.base-url=https://mcp.example.com", SECRET,
				"mcp.oauth.authorization-server.generated-key-file=target/doctor-tests.jwk")) {
			assertThat(output).contains("MCP OAuth doctor: store (warning): logins are in memory")
				.contains("access (warning): mcp.oauth.resource.access is open")
				.contains("Remove the property, unless that is meant");
		}
	}

	private static List<Finding> findings(ApplicationContext context) {
		return context.getBeanProvider(DoctorCheck.class)
			.orderedStream()
			.filter((check) -> !check.asksOthers())
			.flatMap((check) -> check.check().stream())
			.toList();
	}

	private static Finding finding(ApplicationContext context, String id) {
		return findings(context).stream().filter((finding) -> finding.id().equals(id)).findFirst().orElseThrow();
	}

}
