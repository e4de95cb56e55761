package io.github.mcpoauth.facade;

import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.event.ClientAuthenticationFailed;
import io.github.mcpoauth.event.ClientRegistered;
import io.github.mcpoauth.event.ConsentDenied;
import io.github.mcpoauth.event.ConsentGiven;
import io.github.mcpoauth.event.OAuthEvent;
import io.github.mcpoauth.event.TokensIssued;
import io.github.mcpoauth.event.TokensRefreshed;
import io.github.mcpoauth.event.TokensRevoked;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.RecordedEvents;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the application is told of logins through the facade. Who the user is, only the
 * provider's token says.
 */
class FacadeEventsTests {

	private static final String HOST = "127.0.0.1:4567";

	private static final Scopes CONNECT = Scopes.of("mcp:connect");

	@RegisterExtension
	static final FacadeServer facade = FacadeServer
		.start(new Class<?>[] { TestApplication.class, RecordedEvents.class }, "mcp.oauth.rate-limits.enabled=false");

	private RecordedEvents events;

	private FacadeFlow flow;

	private OAuthEvent.Client client;

	@BeforeEach
	void register() {
		this.events = facade.server().bean(RecordedEvents.class);
		this.flow = FacadeFlow.register(facade.server());
		this.client = new OAuthEvent.Client(this.flow.clientId(), "A test client");
	}

	@BeforeEach
	void answerAsUsual() {
		Map<String, Object> tokens = facade.provider().refreshableTokens();
		tokens.put("scope", "mcp:connect");
		facade.provider().answerToken(tokens);
	}

	@Test
	void loginWhenApprovedThenRegisteredConsentedAndIssuedOnceEach() {
		this.flow.tokens(facade.server());
		assertThat(this.events.of(this.flow.clientId())).containsExactly(
				new ClientRegistered(this.client, List.of(HOST), false),
				new ConsentGiven(null, this.client, HOST, FacadeServer.RESOURCE, CONNECT, false),
				new TokensIssued("alice", this.client, FacadeServer.RESOURCE, CONNECT, "authorization_code"));
	}

	@Test
	void loginWhenDeniedThenDenied() {
		this.flow.decide(facade.server(),
				FacadeFlow.fields(this.flow.consentPage(facade.server(), this.flow.request()), "deny"));
		assertThat(this.events.of(this.flow.clientId())).last()
			.isEqualTo(new ConsentDenied(null, this.client, HOST, FacadeServer.RESOURCE, CONNECT));
	}

	/** D2, D6: an answer that comes again, or from elsewhere, is none. */
	@Test
	void loginWhenFormIsForgedOrSentTwiceThenNothingMore() {
		Map<String, String> form = FacadeFlow.fields(this.flow.consentPage(facade.server(), this.flow.request()),
				"approve");
		assertThat(FacadeFlow.withClientId(this.flow.clientId()).decide(facade.server(), form).status()).isEqualTo(403);
		assertThat(this.events.of(this.flow.clientId(), ConsentGiven.class)).isEmpty();
		assertThat(this.flow.decide(facade.server(), form).status()).isEqualTo(303);
		assertThat(this.flow.decide(facade.server(), form).status()).isEqualTo(403);
		assertThat(this.events.of(this.flow.clientId(), ConsentGiven.class)).hasSize(1);
	}

	@Test
	void tokenWhenRefusedHereOrByTheProviderThenNothing() {
		String code = this.flow.code(facade.server());
		Map<String, String> request = this.flow.tokenRequest(code);
		request.put("code_verifier", "another-code-verifier-of-more-than-43-characters");
		assertThat(this.flow.token(facade.server(), request).status()).isEqualTo(400);
		facade.provider().answerToken(Map.of("access_token", "not for this resource", "token_type", "Bearer"));
		assertThat(this.flow.token(facade.server(), this.flow.tokenRequest(code)).status()).isEqualTo(502);
		facade.provider().answerToken(Map.of("error", "invalid_grant"));
		assertThat(this.flow.token(facade.server(), this.flow.tokenRequest(code)).status()).isNotEqualTo(200);
		assertThat(this.events.of(this.flow.clientId(), TokensIssued.class)).isEmpty();
	}

	@Test
	void refreshWhenAnsweredThenRefreshedAndNotIssuedAgain() {
		Map<String, Object> tokens = this.flow.tokens(facade.server());
		this.flow.token(facade.server(), this.flow.refreshRequest((String) tokens.get("refresh_token")));
		assertThat(this.events.of(this.flow.clientId(), TokensRefreshed.class))
			.containsExactly(new TokensRefreshed("alice", this.client, FacadeServer.RESOURCE, CONNECT, false));
		assertThat(this.events.of(this.flow.clientId(), TokensIssued.class)).hasSize(1);
	}

	/**
	 * Providers say the same of access tokens that they don't know (RFC 7009 section
	 * 2.2).
	 */
	@Test
	void revokeWhenTokenIsARefreshTokenOfTheClientThenToldAndNothingOfOthers() {
		Map<String, Object> tokens = this.flow.tokens(facade.server());
		revoke(FacadeFlow.register(facade.server()), tokens.get("refresh_token"));
		revoke(this.flow, tokens.get("access_token"));
		revoke(this.flow, "unknown");
		assertThat(this.events.of(this.flow.clientId(), TokensRevoked.class)).isEmpty();
		revoke(this.flow, tokens.get("refresh_token"));
		assertThat(this.events.of(this.flow.clientId(), TokensRevoked.class))
			.containsExactly(new TokensRevoked(null, this.client, FacadeServer.RESOURCE, CONNECT));
	}

	private static void revoke(FacadeFlow flow, Object token) {
		Reply reply = new Http().postForm(facade.server().url("/oauth2/revoke"),
				Map.of("client_id", flow.clientId(), "token", (String) token));
		assertThat(reply.status()).isEqualTo(200);
	}

	@Tag("M13")
	@Test
	void clientWhenUnknownThenFailedWithWhoItSaysItIs() {
		FacadeFlow unknown = FacadeFlow.withClientId("unknown-to-the-facade");
		assertThat(unknown.token(facade.server(), unknown.refreshRequest("any")).status()).isEqualTo(401);
		assertThat(this.events.of("unknown-to-the-facade"))
			.containsExactly(ClientAuthenticationFailed.of("unknown-to-the-facade"));
	}

	/** RFC 6749 section 2.3: that says nothing about who it is. */
	@Test
	void clientWhenItAuthenticatesInTwoWaysThenNothing() {
		Reply reply = new Http().postForm(facade.server().url("/oauth2/token"),
				Map.of("grant_type", "refresh_token", "refresh_token", "any", "client_id", "in-two-ways",
						"client_secret", "one"),
				"Authorization", "Basic " + Base64.getEncoder().encodeToString("in-two-ways:two".getBytes()));
		assertThat(reply.status()).isEqualTo(400);
		assertThat(this.events.of("in-two-ways")).isEmpty();
	}

}
