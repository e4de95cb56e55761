package io.github.mcpoauth.authorizationserver;

import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.authorizationserver.user.AllowedUsers;
import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.event.ConsentDenied;
import io.github.mcpoauth.event.OAuthEvent;
import io.github.mcpoauth.event.ScopeRefused;
import io.github.mcpoauth.event.TokensIssued;
import io.github.mcpoauth.event.TokensRefreshed;
import io.github.mcpoauth.event.UserRefused;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.RecordedEvents;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestProvider;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the application is told of clients that act for themselves, of users whom an
 * issuer vouches for, and of users who are turned away.
 */
class OtherGrantEventsTests {

	private static final AtomicReference<@Nullable String> refusal = new AtomicReference<>();

	@RegisterExtension
	static final TestProvider issuer = new TestProvider("unused");

	@RegisterExtension
	static final TestServer server = TestServer.start(
			new Class<?>[] { TestApplication.class, RecordedEvents.class, Rules.class },
			Stream
				.concat(Stream.of(IdentityAssertionTests.settings(issuer)),
						Stream.of("mcp.oauth.authorization-server.clients.report.client-name=Nightly report",
								"mcp.oauth.authorization-server.clients.report.secret-sha256="
										+ IdentityAssertionTests.hex(IdentityAssertionTests.SECRET),
								"mcp.oauth.authorization-server.clients.report.scopes=read,write",
								"mcp.oauth.forward-auth.enabled=true", "mcp.oauth.rate-limits.enabled=false"))
				.toArray(String[]::new));

	private final RecordedEvents events = server.bean(RecordedEvents.class);

	private final String resource = server.url("/mcp");

	private final Http http = new Http();

	@BeforeEach
	void allowEverybody() {
		refusal.set(null);
	}

	/** RFC 6749 section 4.4: nobody else has to do with it. */
	@Test
	void tokenWhenClientActsForItselfThenIssuedToNoUser() {
		assertThat(token("report", Map.of("grant_type", "client_credentials", "scope", "read")).status())
			.isEqualTo(200);
		assertThat(this.events.of("report", TokensIssued.class))
			.containsExactly(new TokensIssued(null, new OAuthEvent.Client("report", "Nightly report"), this.resource,
					Scopes.of("read"), "client_credentials"));
		assertThat(token("report", Map.of("grant_type", "client_credentials", "scope", "other")).status())
			.isEqualTo(400);
		assertThat(this.events.of("report", TokensIssued.class)).hasSize(1);
	}

	@Test
	void tokenWhenIssuerVouchesForUserThenIssuedForTheUserAndOnceOnly() {
		Map<String, String> request = Map.of("grant_type", IdentityAssertionTests.GRANT, "assertion", assertion());
		assertThat(token("agent", request).status()).isEqualTo(200);
		assertThat(token("agent", request).status()).as("The assertion is used").isEqualTo(400);
		assertThat(this.events.of("agent", TokensIssued.class)).singleElement()
			.satisfies((issued) -> assertThat(issued.user()).startsWith(issuer.issuer() + "|"))
			.satisfies((issued) -> assertThat(issued.resource()).isEqualTo(this.resource))
			.satisfies((issued) -> assertThat(issued.grantType()).isEqualTo(IdentityAssertionTests.GRANT));
	}

	@Test
	void tokenWhenUserOfAnIssuerIsNotAllowedThenRefusedAndNotIssued() {
		int before = this.events.of("agent", TokensIssued.class).size();
		refusal.set("You may not.");
		assertThat(
				token("agent", Map.of("grant_type", IdentityAssertionTests.GRANT, "assertion", assertion())).status())
			.isEqualTo(400);
		assertThat(this.events.of("agent", UserRefused.class)).singleElement()
			.satisfies((refused) -> assertThat(refused.user()).startsWith(issuer.issuer() + "|"))
			.satisfies((refused) -> assertThat(refused.step()).isEqualTo(UserRefused.Step.TOKENS));
		assertThat(this.events.of("agent", TokensIssued.class)).hasSize(before);
	}

	private static String assertion() {
		return IdentityAssertionTests.assertion(issuer, server.url(""), (claims) -> {
		});
	}

	private Reply token(String clientId, Map<String, String> request) {
		String credentials = clientId + ":" + IdentityAssertionTests.SECRET;
		return this.http.postForm(server.url("/oauth2/token"), request, "Authorization",
				"Basic " + Base64.getEncoder().encodeToString(credentials.getBytes()));
	}

	@Test
	void loginWhenUserIsNotAllowedThenRefusedAndNoConsent() {
		OAuthFlow flow = OAuthFlow.register(server);
		OAuthEvent.Client client = new OAuthEvent.Client(flow.clientId(), "A test client");
		refusal.set("You may not.");
		flow.decide(flow.consentPage(flow.request()), "deny");
		assertThat(this.events.of(flow.clientId())).filteredOn((event) -> event.user() != null)
			.containsExactly(new UserRefused("alice", client, UserRefused.Step.LOGIN),
					new ConsentDenied("alice", client, "127.0.0.1:4567", this.resource, Scopes.of("read")));
	}

	@Test
	void accountWhenUserIsNotAllowedThenRefusedWithoutAClient() {
		OAuthFlow flow = OAuthFlow.register(server);
		flow.login();
		refusal.set("You may not.");
		assertThat(flow.browser().get(server.url("/oauth2/account")).status()).isEqualTo(403);
		assertThat(this.events.all()).contains(new UserRefused("alice", null, UserRefused.Step.LOGIN));
	}

	/** M8. */
	@Test
	void refreshWhenUserIsNotAllowedAnyMoreThenRefusedOnceAndNotRefreshed() {
		OAuthFlow flow = OAuthFlow.register(server);
		Map<String, String> request = flow.refreshRequest((String) flow.tokens().get("refresh_token"));
		refusal.set("You may not.");
		assertThat(flow.token(request).status()).isEqualTo(400);
		assertThat(flow.token(request).status()).isEqualTo(400);
		assertThat(this.events.of(flow.clientId(), UserRefused.class)).containsExactly(new UserRefused("alice",
				new OAuthEvent.Client(flow.clientId(), "A test client"), UserRefused.Step.TOKENS));
		assertThat(this.events.of(flow.clientId(), TokensRefreshed.class)).isEmpty();
		assertThat(this.events.of(flow.clientId(), ConsentDenied.class)).as("Nobody was asked").isEmpty();
	}

	@Test
	void verifyWhenProxyAsksForMoreScopesThenToldAsAtTheEndpoint() {
		OAuthFlow flow = OAuthFlow.register(server);
		String token = (String) flow.tokens().get("access_token");
		assertThat(this.http.get(server.url("/verify"), "Authorization", "Bearer " + token).status()).isEqualTo(200);
		Reply refused = this.http.get(server.url("/verify?scope=write"), "Authorization", "Bearer " + token);
		assertThat(refused.status()).isEqualTo(403);
		assertThat(this.events.of(flow.clientId(), ScopeRefused.class)).singleElement()
			.satisfies((event) -> assertThat(event.user()).isEqualTo("alice"))
			.satisfies((event) -> assertThat(event.scopes()).isEqualTo(Scopes.of("read", "write")));
	}

	@Configuration(proxyBeanMethods = false)
	static class Rules {

		@Bean
		AllowedUsers allowedUsers() {
			return (user) -> refusal.get();
		}

	}

}
