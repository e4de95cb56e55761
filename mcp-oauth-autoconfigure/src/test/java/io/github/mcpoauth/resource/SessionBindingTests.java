package io.github.mcpoauth.resource;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.mcpoauth.conformance.Checklist;
import io.github.mcpoauth.core.Sha256;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestProvider;
import io.github.mcpoauth.support.TestServer;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sessions of MCP 2025-11-25 and earlier belong to who opened them.
 */
class SessionBindingTests {

	private static final String RESOURCE = "https://mcp.example.com/mcp";

	private static final String SECRET = "secret-one-secret-one-secret-one";

	@AutoClose
	private final TestProvider provider = new TestProvider(RESOURCE);

	@AutoClose
	private final TestServer server = start(SECRET);

	@Test
	void callWhenSessionIsTheCallersThenTheApplicationSeesItsOwnIdentifier() {
		String session = open(this.server, "alice");
		assertThat(session).startsWith("session-1.").matches("[\\x21-\\x7e]+");
		assertThat(call(this.server, token("alice"), session).body()).isEqualTo("session-1");
	}

	/** The token is another one, the caller is not. */
	@Test
	void callWhenTokenWasRefreshedThenTheSessionGoesOn() {
		String session = open(this.server, "alice");
		String refreshed = this.provider.tokens().with((claims) -> claims.subject("alice").jwtID("another"));
		assertThat(call(this.server, refreshed, session).status()).isEqualTo(200);
	}

	@Checklist("A40")
	@Test
	void callWhenSessionIsAnothersThenNotFound() {
		String session = open(this.server, "alice");
		Reply reply = call(this.server, token("mallory"), session);
		assertThat(reply.status()).isEqualTo(404);
		assertThat(reply.json()).containsKey("error");
		assertThat(reply.header("WWW-Authenticate")).isNull();
	}

	/** RFC 9068 section 2.2: a subject is only unique at its issuer. */
	@Test
	void callWhenCallersOnlyHaveTheSameNameThenNotFound() {
		try (TestProvider partner = new TestProvider(RESOURCE);
				TestServer many = start(new Class<?>[] { SessionApplication.class, OwnKind.class }, SECRET,
						"mcp.oauth.issuers.partner.issuer-uri=" + partner.issuer(),
						"mcp.oauth.issuers.one.issuer-uri=" + partner.issuer() + "/one",
						"mcp.oauth.issuers.one.token-prefix=one_",
						"mcp.oauth.issuers.one.token-verification=introspection",
						"mcp.oauth.issuers.one.introspection-token=t",
						"mcp.oauth.issuers.one.endpoints.introspection=" + partner.issuer() + "/introspect",
						"mcp.oauth.issuers.two.issuer-uri=" + partner.issuer() + "/two",
						"mcp.oauth.issuers.two.token-prefix=two_",
						"mcp.oauth.issuers.two.token-verification=introspection",
						"mcp.oauth.issuers.two.introspection-token=t",
						"mcp.oauth.issuers.two.endpoints.introspection=" + partner.issuer() + "/introspect",
						"mcp.oauth.api-keys.alice.sha256=" + HexFormat.of().formatHex(Sha256.of("key-of-alice")))) {
			partner.server()
				.stubFor(post(urlEqualTo("/idp/introspect"))
					.willReturn(okJson("{\"active\":true,\"sub\":\"alice\",\"aud\":\"" + RESOURCE + "\"}")));
			List<String> tokens = List.of(token("alice"), partner.tokens().valid(), "one_token", "two_token",
					"own_token", "key-of-alice");
			for (String opener : tokens) {
				String session = new Http().postJson(many.url("/mcp"), "{}", "Authorization", "Bearer " + opener)
					.header("Mcp-Session-Id");
				for (String token : tokens) {
					assertThat(call(many, token, session).status()).as(opener + " and " + token)
						.isEqualTo(token.equals(opener) ? 200 : 404);
				}
			}
		}
	}

	/** As the transports of the MCP SDK do it. */
	@Test
	void callWhenApplicationUsesOtherMethodsForHeadersThenTheSame() {
		String session = new Http()
			.postJson(this.server.url("/mcp/other"), "{}", "Authorization", "Bearer " + token("alice"))
			.header("Mcp-Session-Id");
		assertThat(session).startsWith("session-1.");
		assertThat(new Http()
			.postJson(this.server.url("/mcp/other"), "{}", "Authorization", "Bearer " + token("alice"),
					"Mcp-Session-Id", session)
			.body()).isEqualTo("[session-1]");
	}

	@Checklist("A40")
	@Test
	void callWhenIdentifierIsMadeUpThenNotFound() {
		String session = open(this.server, "alice");
		for (String forged : List.of("session-1", "session-1.", "session-1.AAAAAAAAAAAAAAAAAAAAAA", ".", "",
				"x" + session, session + "A", session.replace("session-1", "session-2"), "session-1.%%%")) {
			assertThat(call(this.server, token("alice"), forged).status()).as(forged).isEqualTo(404);
		}
	}

	@Test
	void callWhenIdentifierComesTwiceThenNotFound() {
		String session = open(this.server, "alice");
		assertThat(new Http()
			.postJson(this.server.url("/mcp"), "{}", "Authorization", "Bearer " + token("alice"), "Mcp-Session-Id",
					session, "Mcp-Session-Id", "session-1")
			.status()).isEqualTo(404);
	}

	@Test
	void callWhenSessionIsEndedByAnotherThenNotFound() {
		String session = open(this.server, "alice");
		assertThat(new Http()
			.send("DELETE", this.server.url("/mcp"), null, "Authorization", "Bearer " + token("mallory"),
					"mcp-session-id", session)
			.status()).isEqualTo(404);
		assertThat(new Http()
			.send("DELETE", this.server.url("/mcp"), null, "Authorization", "Bearer " + token("alice"),
					"mcp-session-id", session)
			.body()).isEqualTo("session-1");
	}

	@Test
	void callWhenSecretIsTheSameThenOtherInstancesKnowTheCaller() {
		String session = open(this.server, "alice");
		try (TestServer other = start("secret-two-secret-two-secret-two,secret-one-secret-one-secret-one")) {
			assertThat(call(other, token("alice"), session).status()).isEqualTo(200);
			assertThat(call(other, token("mallory"), session).status()).isEqualTo(404);
		}
		try (TestServer stranger = start("secret-two-secret-two-secret-two")) {
			assertThat(call(stranger, token("alice"), session).status()).isEqualTo(404);
		}
	}

	@Test
	void callWhenNobodyHasTokenThenSessionsWorkAllTheSame() {
		try (TestServer open = start("secret-one-secret-one-secret-one", "mcp.oauth.resource.access=open")) {
			String session = new Http().postJson(open.url("/mcp"), "{}").header("Mcp-Session-Id");
			assertThat(new Http().postJson(open.url("/mcp"), "{}", "Mcp-Session-Id", session).body())
				.isEqualTo("session-1");
			assertThat(call(open, token("alice"), session).status()).isEqualTo(404);
		}
	}

	private TestServer start(String secret, String... more) {
		return start(new Class<?>[] { SessionApplication.class }, secret, more);
	}

	private TestServer start(Class<?>[] application, String secret, String... more) {
		String[] properties = Arrays.copyOf(more, more.length + 3);
		properties[more.length] = "mcp.oauth.base-url=https://mcp.example.com";
		properties[more.length + 1] = "mcp.oauth.upstream.issuer-uri=" + this.provider.issuer();
		properties[more.length + 2] = "mcp.oauth.secret=" + secret;
		return TestServer.start(application, properties);
	}

	private String token(String subject) {
		return this.provider.tokens().with((claims) -> claims.subject(subject));
	}

	private String open(TestServer instance, String subject) {
		Reply reply = new Http().postJson(instance.url("/mcp"), "{}", "Authorization", "Bearer " + token(subject));
		assertThat(reply.status()).isEqualTo(200);
		return reply.header("Mcp-Session-Id");
	}

	private static Reply call(TestServer instance, String token, String session) {
		return new Http().postJson(instance.url("/mcp"), "{}", "Authorization", "Bearer " + token, "Mcp-Session-Id",
				session);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class SessionApplication {

		@RequestMapping("/mcp")
		String call(HttpServletRequest request, HttpServletResponse response) {
			String session = request.getHeader("mcp-session-id");
			if (session == null) {
				response.setHeader("Mcp-Session-Id", "session-1");
				return "opened";
			}
			return session;
		}

		@RequestMapping("/mcp/other")
		ResponseEntity<String> other(@RequestHeader HttpHeaders headers, HttpServletResponse response) {
			List<String> session = headers.get("mcp-session-id");
			if (session == null) {
				response.addHeader("mcp-session-id", "session-1");
				return ResponseEntity.ok("opened");
			}
			return ResponseEntity.ok(session.toString());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnKind {

		@Bean
		AccessTokenRoute ownKind() {
			return AccessTokenRoute.ofPrefix("own_", (token) -> new TestingAuthenticationToken("alice", null, "a"));
		}

	}

}
