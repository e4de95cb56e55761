package io.github.mcpoauth.autoconfigure;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.client.WireMock;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.TestProvider;
import io.github.mcpoauth.support.TestServer;
import io.github.mcpoauth.upstream.UpstreamMetadata;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the log says when the mode does not fit the provider's metadata.
 */
@ExtendWith(OutputCaptureExtension.class)
class ModeAdviceTests {

	private static final String ADVICE = "which does not fit the identity provider";

	private static final String NO_CLIENT_ID = "no registration_endpoint";

	private static final String NO_PKCE = "no S256 in code_challenge_methods_supported";

	@AutoClose
	private final TestProvider provider = new TestProvider("https://mcp.example.com/mcp");

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(SecurityAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class,
						McpOAuthAutoConfiguration.class, McpFacadeAutoConfiguration.class,
						McpDirectFacadeAutoConfiguration.class, McpResourceServerAutoConfiguration.class))
		.withPropertyValues("mcp.oauth.base-url=https://mcp.example.com",
				"mcp.oauth.upstream.issuer-uri=" + this.provider.issuer());

	@Test
	void readWhenClientsCanNotLogInThereThenWarnsOnceAndNotAtStartup(CapturedOutput output) {
		this.contextRunner.run((context) -> {
			assertThat(output).doesNotContain(ADVICE);
			assertThat(this.provider.server().getAllServeEvents()).isEmpty();
			UpstreamMetadata metadata = context.getBean(UpstreamMetadata.class);
			metadata.jwks();
			metadata.endpoints();
		});
		assertThat(output.toString().split(ADVICE, -1)).hasSize(2);
		assertThat(output).contains(
				"The mode is resource-server (mcp.oauth.upstream.issuer-uri is set, "
						+ "and mcp.oauth.upstream.client-id is not)",
				this.provider.issuer(), NO_CLIENT_ID, NO_PKCE, "mcp.oauth.mode=facade",
				"set mcp.oauth.upstream.client-id");
	}

	/** Where clients can't log in, no token would ever have the metadata read. */
	@Test
	void documentWhenFirstClientReadsItThenTheProvidersMetadataIsReadAsWell() throws InterruptedException {
		CountDownLatch warned = new CountDownLatch(1);
		this.provider.server().addMockServiceRequestListener((request, response) -> warned.countDown());
		try (TestServer server = TestServer.start("mcp.oauth.base-url=https://mcp.example.com",
				"mcp.oauth.upstream.issuer-uri=" + this.provider.issuer())) {
			assertThat(this.provider.server().getAllServeEvents()).isEmpty();
			for (int i = 0; i < 3; i++) {
				assertThat(new Http().get(server.url("/.well-known/oauth-protected-resource/mcp")).status())
					.isEqualTo(200);
			}
			assertThat(warned.await(30, TimeUnit.SECONDS)).isTrue();
		}
		assertThat(this.provider.server().getAllServeEvents()).hasSize(1);
	}

	/** Everybody may read the document, as often as they like. */
	@Test
	void documentWhenTheProviderIsSlowThenNobodyWaitsForItButOneThread() {
		this.provider.server()
			.stubFor(WireMock.get(WireMock.urlEqualTo("/idp/.well-known/openid-configuration"))
				.willReturn(WireMock.aResponse().withFixedDelay(5_000)));
		Set<Thread> others = firstContacts();
		try (TestServer server = TestServer.start("mcp.oauth.base-url=https://mcp.example.com",
				"mcp.oauth.upstream.issuer-uri=" + this.provider.issuer())) {
			for (int i = 0; i < 3; i++) {
				assertThat(new Http().get(server.url("/.well-known/oauth-protected-resource/mcp")).status())
					.isEqualTo(200);
			}
			assertThat(firstContacts()).filteredOn((thread) -> !others.contains(thread))
				.hasSize(1)
				.allMatch(Thread::isDaemon);
		}
	}

	@Test
	void readWhenTheModeIsConfiguredThenTheWarningSaysSo(CapturedOutput output) {
		read("mcp.oauth.mode=resource-server", "mcp.oauth.upstream.client-id=the-client");
		assertThat(output).contains("The mode is resource-server (mcp.oauth.mode is set)", NO_CLIENT_ID);
	}

	@ParameterizedTest
	@CsvSource({ "true, false, S256, false, false", "false, true, 'plain,S256', false, false",
			"false, false, S256, true, false", "true, false, plain, false, true", "false, true, '', false, true",
			"true, true, , false, true" })
	void readWhenPartOfItIsThereThenOnlyTheRestIsMissed(boolean registers, boolean metadataDocuments, String methods,
			boolean noClientId, boolean noPkce, CapturedOutput output) {
		announce(registers, metadataDocuments, methods);
		read();
		assertThat(output.toString().contains(NO_CLIENT_ID)).isEqualTo(noClientId);
		assertThat(output.toString().contains(NO_PKCE)).isEqualTo(noPkce);
		assertThat(output.toString().contains(ADVICE)).isEqualTo(noClientId || noPkce);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void readWhenTheMetadataIsTheFilesThenThatCounts(boolean fits, CapturedOutput output, @TempDir Path folder) {
		String file = "mcp.oauth.upstream.metadata-cache-file=" + folder.resolve("metadata.json");
		if (fits) {
			announce(true, false, "S256");
		}
		read(file);
		this.provider.server()
			.stubFor(WireMock.get(WireMock.urlEqualTo("/idp/.well-known/openid-configuration"))
				.willReturn(WireMock.serverError()));
		read(file);
		assertThat(output.toString().split(ADVICE, -1)).hasSize(fits ? 1 : 3);
	}

	@Tag("FT1")
	@Test
	void startWhenTheProviderIsDownThenStartsAndNothingIsSaidOfTheMode(CapturedOutput output) {
		this.provider.server().stop();
		this.contextRunner.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).doesNotContain(ADVICE);
	}

	/** Entra and Cognito support S256 and don't say so; others ignore it. */
	@ParameterizedTest
	@CsvSource({ "relay, , , false", "relay, '', , false", "relay, 'plain,S256', , false", "relay, plain, , true",
			"relay, plain, false, false", "direct, , , false", "direct, plain, , true", "direct, plain, false, true" })
	void readWhenThereIsAFacadeThenOnlyOtherCodeChallengesAreAProblem(String endpoints, String methods, String pkce,
			boolean warned, CapturedOutput output) {
		announce(false, false, methods);
		read("mcp.oauth.upstream.client-id=the-client", "mcp.oauth.facade.endpoints=" + endpoints,
				"mcp.oauth.upstream.pkce=" + ((pkce != null) ? pkce : "true"));
		assertThat(output.toString().contains(ADVICE)).isEqualTo(warned);
		if (warned) {
			assertThat(output).contains("mcp.oauth.upstream.pkce=false");
			assertThat(output.toString().contains("mcp.oauth.facade.endpoints=relay"))
				.isEqualTo(endpoints.equals("direct"));
		}
	}

	private static Set<Thread> firstContacts() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("mcp-oauth-first-contact"))
			.collect(Collectors.toSet());
	}

	private void announce(boolean registers, boolean metadataDocuments, String methods) {
		this.provider.announce("registration_endpoint", registers ? this.provider.issuer() + "/register" : null);
		this.provider.announce("client_id_metadata_document_supported", metadataDocuments);
		this.provider.announce("code_challenge_methods_supported", (methods != null)
				? Stream.of(methods.split(",")).filter((method) -> !method.isEmpty()).toList() : null);
	}

	private void read(String... properties) {
		this.contextRunner.withPropertyValues(properties)
			.run((context) -> context.getBean(UpstreamMetadata.class).endpoints());
	}

}
