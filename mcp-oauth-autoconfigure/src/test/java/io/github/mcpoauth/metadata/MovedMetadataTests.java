package io.github.mcpoauth.metadata;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.SigningKeyMaterial;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Authorization server metadata that was here before this application became a mere
 * resource server.
 */
@ExtendWith(OutputCaptureExtension.class)
class MovedMetadataTests {

	private static final String OLD = "/.well-known/oauth-authorization-server";

	private static final String NEW = "https://login.example.com/.well-known/oauth-authorization-server/tenant?v=1";

	private static final String ISSUER = "mcp.oauth.upstream.issuer-uri=https://login.example.com/tenant";

	private static final String BASE_URL = "mcp.oauth.base-url=https://mcp.example.com";

	private static final String MOVED_TO = "mcp.oauth.metadata.authorization-server-moved-to=";

	private TestServer server;

	@AfterEach
	void stop() {
		if (this.server != null) {
			this.server.close();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "HEAD" })
	void requestWhenMovedThenRedirectedForEveryOrigin(String method) {
		this.server = TestServer.start(BASE_URL, ISSUER, MOVED_TO + NEW);
		Reply reply = new Http().send(method, this.server.url(OLD), null, "Origin", "https://client.example");
		assertThat(reply.status()).isEqualTo(308);
		assertThat(reply.location()).isEqualTo(NEW);
		assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo("*");
		assertThat(reply.header("Cache-Control")).isEqualTo("public, max-age=3600");
		assertThat(reply.body()).isEmpty();
	}

	@Test
	void requestWhenPreflightThenAllowed() {
		this.server = TestServer.start(BASE_URL, ISSUER, MOVED_TO + NEW);
		Reply reply = new Http().send("OPTIONS", this.server.url(OLD), null, "Origin", "https://client.example",
				"Access-Control-Request-Method", "GET", "Access-Control-Request-Headers", "mcp-protocol-version");
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.header("Access-Control-Allow-Headers")).isEqualTo("*");
	}

	/** A 308 repeats the method: nothing is posted to the provider through us. */
	@Test
	void requestWhenPostedThen405() {
		this.server = TestServer.start(BASE_URL, ISSUER, MOVED_TO + NEW);
		Reply reply = new Http().postJson(this.server.url(OLD), "{}");
		assertThat(reply.status()).isEqualTo(405);
		assertThat(reply.location()).isNull();
	}

	@Test
	void requestWhenBaseUrlHasPathThenWhereItWas() {
		this.server = TestServer.start("mcp.oauth.base-url=https://example.com/notes",
				"server.servlet.context-path=/notes", ISSUER, MOVED_TO + NEW);
		assertThat(new Http().get(this.server.url("/notes" + OLD)).location()).isEqualTo(NEW);
	}

	@Test
	void requestWhenOtherPathThenTheApplications() {
		this.server = TestServer.start(BASE_URL, ISSUER, MOVED_TO + NEW);
		assertThat(new Http().get(this.server.url(OLD + "/other")).location()).isNull();
		assertThat(new Http().get(this.server.url("/page")).status()).isEqualTo(401);
	}

	@Test
	void requestWhenNotMovedThenTheApplications() {
		this.server = TestServer.start(BASE_URL, ISSUER);
		assertThat(new Http().get(this.server.url(OLD)).status()).isEqualTo(401);
	}

	@ParameterizedTest
	@ValueSource(strings = { "login.example.com", "http://login.example.com/metadata", "https:///metadata",
			"https://user@login.example.com/metadata", "https://login.example.com/#x", "https://login.example.com/ x",
			"javascript:alert(1)", "https://mcp.example.com" + OLD })
	void startWhenLocationCannotBeMeantThenNamesPropertyAndValue(String location, CapturedOutput output) {
		assertThatException().isThrownBy(() -> TestServer.start(BASE_URL, ISSUER, MOVED_TO + location).close());
		assertThat(output).contains("APPLICATION FAILED TO START",
				"The property mcp.oauth.metadata.authorization-server-moved-to", "'" + location + "'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "mcp.oauth.mode=authorization-server", "mcp.oauth.upstream.client-id=the-facade" })
	void startWhenDocumentIsStillHereThenSaysSo(String mode, CapturedOutput output) {
		assertThatException().isThrownBy(
				() -> TestServer
					.start(BASE_URL, ISSUER, "mcp.oauth.upstream.client-secret=a-secret", mode, MOVED_TO + NEW,
							SigningKeyMaterial.CONFIGURED)
					.close());
		assertThat(output).contains("APPLICATION FAILED TO START", "authorization-server-moved-to",
				"serves that document itself", "mcp.oauth.mode=resource-server");
	}

}
