package io.github.mcpoauth.authorizationserver;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.event.ClientAuthenticationFailed;
import io.github.mcpoauth.event.ClientRegistered;
import io.github.mcpoauth.event.CodeReplayed;
import io.github.mcpoauth.event.ConsentDenied;
import io.github.mcpoauth.event.ConsentGiven;
import io.github.mcpoauth.event.ConsentRevoked;
import io.github.mcpoauth.event.OAuthEvent;
import io.github.mcpoauth.event.RefreshTokenReplayed;
import io.github.mcpoauth.event.TokensIssued;
import io.github.mcpoauth.event.TokensRefreshed;
import io.github.mcpoauth.event.TokensRevoked;
import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.ConsentFlow;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.RecordedEvents;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the application is told of logins and tokens of the embedded authorization server:
 * once, and only of what has happened.
 */
class AuthorizationServerEventsTests {

	private static final String HOST = "127.0.0.1:4567";

	private static final Scopes READ = Scopes.of("read");

	@RegisterExtension
	static final TestServer server = TestServer.start(new Class<?>[] { TestApplication.class, RecordedEvents.class },
			"mcp.oauth.resource.scopes=read", "mcp.oauth.scopes.write.description=Write",
			"mcp.oauth.authorization-server.consent-time-to-live=30d", "mcp.oauth.rate-limits.enabled=false");

	@RegisterExtension
	static final TestServer strict = TestServer.start(new Class<?>[] { TestApplication.class, RecordedEvents.class },
			"mcp.oauth.authorization-server.refresh-token-grace-period=0s", "mcp.oauth.rate-limits.enabled=false");

	private final RecordedEvents events = server.bean(RecordedEvents.class);

	private final String resource = server.url("/mcp");

	private final OAuthFlow flow = OAuthFlow.register(server);

	private final OAuthEvent.Client client = new OAuthEvent.Client(this.flow.clientId(), "A test client");

	@Test
	void loginWhenApprovedThenRegisteredConsentedAndIssuedOnceEach() {
		this.flow.tokens();
		assertThat(this.events.of(this.flow.clientId())).containsExactly(
				new ClientRegistered(this.client, List.of(HOST), false),
				new ConsentGiven("alice", this.client, HOST, this.resource, READ, false),
				new TokensIssued("alice", this.client, this.resource, READ, "authorization_code"));
	}

	@Test
	void loginWhenDeniedThenDeniedWithWhatWasAskedFor() {
		Map<String, String> request = this.flow.request();
		request.put("scope", "read write");
		this.flow.decide(this.flow.consentPage(request), "deny");
		assertThat(logins())
			.containsExactly(new ConsentDenied("alice", this.client, HOST, this.resource, Scopes.of("read", "write")));
	}

	/** D6, D7: what nobody has decided is no decision. */
	@Test
	void loginWhenFormIsForgedThenNothing() {
		Element page = this.flow.consentPage(this.flow.request());
		page.selectFirst("button[value=approve]").closest("form").selectFirst("input[name=_csrf]").attr("value", "no");
		assertThat(this.flow.decide(page, "approve").status()).isEqualTo(403);
		assertThat(logins()).isEmpty();
	}

	@Test
	void tokenWhenRefusedThenNothing() {
		Map<String, String> request = this.flow.tokenRequest(this.flow.code());
		request.put("code_verifier", "another-code-verifier-of-more-than-43-characters");
		assertThat(this.flow.token(request).status()).isEqualTo(400);
		request.put("code_verifier", ClientRequests.VERIFIER);
		request.put("resource", "https://other.example/mcp");
		assertThat(this.flow.token(request).status()).isEqualTo(400);
		assertThat(logins()).hasOnlyElementsOfType(ConsentGiven.class);
	}

	@Tag("C2")
	@Test
	void tokenWhenCodeIsRedeemedConcurrentlyThenIssuedOnceOnly() {
		String code = this.flow.code();
		IntStream.range(0, 16).parallel().forEach((i) -> this.flow.token(this.flow.tokenRequest(code)));
		assertThat(this.events.of(this.flow.clientId(), TokensIssued.class)).hasSize(1);
	}

	/** RFC 6749 section 4.1.2. */
	@Tag("C1")
	@Test
	void tokenWhenCodeComesBackThenReplayedOnce() {
		String code = this.flow.code();
		this.flow.token(this.flow.tokenRequest(code));
		this.flow.token(this.flow.tokenRequest(code));
		this.flow.token(this.flow.tokenRequest(code));
		assertThat(this.events.of(this.flow.clientId(), CodeReplayed.class))
			.containsExactly(new CodeReplayed("alice", this.client, this.resource, READ));
		assertThat(this.events.of(this.flow.clientId(), TokensRevoked.class)).isEmpty();
	}

	/** RFC 6749 section 6: a refresh may be for fewer scopes. */
	@Tag("M3")
	@Test
	void refreshWhenRepeatedThenBothAreToldApart() {
		Map<String, String> login = this.flow.request();
		login.put("scope", "read write");
		Map<String, Object> tokens = this.flow.token(this.flow.tokenRequest(this.flow.code(login))).json();
		Map<String, String> request = this.flow.refreshRequest((String) tokens.get("refresh_token"));
		request.put("scope", "read");
		this.flow.token(request);
		this.flow.token(request);
		assertThat(this.events.of(this.flow.clientId(), TokensRefreshed.class)).containsExactly(
				new TokensRefreshed("alice", this.client, this.resource, READ, false),
				new TokensRefreshed("alice", this.client, this.resource, READ, true));
		assertThat(this.events.of(this.flow.clientId(), TokensIssued.class)).hasSize(1);
	}

	/** RFC 9700 section 4.14.2; whoever brings it, it is told whose grant it was. */
	@Tag("M2")
	@Test
	void refreshWhenRotatedTokenComesBackThenReplayedOnceWithItsOwner() {
		RecordedEvents recorded = strict.bean(RecordedEvents.class);
		OAuthFlow owner = OAuthFlow.register(strict);
		Map<String, String> request = owner.refreshRequest((String) owner.tokens().get("refresh_token"));
		assertThat(owner.token(request).status()).isEqualTo(200);
		OAuthFlow thief = OAuthFlow.register(strict);
		request.put("client_id", thief.clientId());
		assertThat(owner.token(request).json()).containsEntry("error", "invalid_grant");
		request.put("client_id", owner.clientId());
		assertThat(owner.token(request).json()).containsEntry("error", "invalid_grant");
		assertThat(recorded.of(owner.clientId(), RefreshTokenReplayed.class)).containsExactly(new RefreshTokenReplayed(
				"alice", new OAuthEvent.Client(owner.clientId(), "A test client"), strict.url("/mcp"), Scopes.none()));
		assertThat(recorded.of(owner.clientId(), TokensRefreshed.class)).hasSize(1);
		assertThat(recorded.of(owner.clientId(), TokensRevoked.class)).isEmpty();
		assertThat(recorded.of(thief.clientId())).hasOnlyElementsOfType(ClientRegistered.class);
	}

	/** RFC 7009 section 2.2: to revoke again is no error, and nothing happens. */
	@Test
	void revokeWhenRepeatedThenToldOnceForEachTokenThatWasGood() {
		Map<String, Object> tokens = this.flow.tokens();
		TokensRevoked revoked = new TokensRevoked("alice", this.client, this.resource, READ);
		revoke(this.flow, tokens.get("access_token"));
		revoke(this.flow, tokens.get("access_token"));
		assertThat(this.events.of(this.flow.clientId(), TokensRevoked.class)).containsExactly(revoked);
		revoke(this.flow, tokens.get("refresh_token"));
		revoke(this.flow, tokens.get("refresh_token"));
		assertThat(this.events.of(this.flow.clientId(), TokensRevoked.class)).containsExactly(revoked, revoked);
	}

	@Test
	void revokeWhenTokenIsUnknownOrAnotherClientsThenNothing() {
		OAuthFlow other = OAuthFlow.register(server);
		revoke(other, "unknown");
		revoke(other, this.flow.tokens().get("refresh_token"));
		assertThat(this.events.of(other.clientId())).hasOnlyElementsOfType(ClientRegistered.class);
		assertThat(this.events.of(this.flow.clientId(), TokensRevoked.class)).isEmpty();
	}

	private static void revoke(OAuthFlow flow, Object token) {
		new Http().postForm(server.url("/oauth2/revoke"),
				Map.of("client_id", flow.clientId(), "token", (String) token));
	}

	/**
	 * M13: the client is not told which of the two it was, and neither is anybody here.
	 */
	@Test
	void clientWhenUnknownOrWithoutItsSecretThenFailedWithWhoItSaysItIs() {
		Map<String, Object> confidential = new Http()
			.postJson(server.url("/oauth2/register"),
					ClientRequests.registration(",\"token_endpoint_auth_method\":\"client_secret_basic\""))
			.json();
		for (String clientId : List.of("unknown-to-this-server", (String) confidential.get("client_id"))) {
			Reply reply = new Http().postForm(server.url("/oauth2/token"),
					Map.of("grant_type", "refresh_token", "refresh_token", "any", "client_id", clientId));
			assertThat(reply.status()).isEqualTo(401);
			assertThat(this.events.of(clientId, ClientAuthenticationFailed.class))
				.containsExactly(ClientAuthenticationFailed.of(clientId));
		}
	}

	@Test
	void clientWhenSecretIsWrongThenFailedWithTheNameInTheHeader() {
		Reply reply = new Http().postForm(server.url("/oauth2/revoke"), Map.of("token", "any"), "Authorization",
				"Basic " + Base64.getEncoder().encodeToString("by-header:guess".getBytes()));
		assertThat(reply.status()).isEqualTo(401);
		assertThat(this.events.of("by-header")).containsExactly(ClientAuthenticationFailed.of("by-header"));
	}

	@Test
	void consentWhenRememberedThenToldThatNobodyWasAsked() {
		ConsentFlow web = loggedIn();
		OAuthEvent.Client webClient = new OAuthEvent.Client(web.flow().clientId(), "A <b>web</b> client");
		web.approve("read");
		assertThat(web.isUnasked(web.request("read"))).isTrue();
		assertThat(this.events.of(web.flow().clientId(), ConsentGiven.class)).containsExactly(
				new ConsentGiven("alice", webClient, "app.example.com", this.resource, READ, false),
				new ConsentGiven("alice", webClient, "app.example.com", this.resource, READ, true));
	}

	@Test
	void accountWhenGrantIsRevokedThenToldOnceAndNotOfOthers() {
		ConsentFlow web = loggedIn();
		web.redeem(web.approve("read"));
		Element page = Jsoup.parse(web.browser().get(server.url("/oauth2/account")).body());
		Map<String, String> form = OAuthFlow.fields(page.selectFirst("form"));
		for (Element button : page.select("button[name=" + AccountEndpoint.REVOKE + "]")) {
			form.put(AccountEndpoint.REVOKE, button.attr("value"));
			assertThat(web.browser().postForm(server.url("/oauth2/account"), form).status()).isEqualTo(303);
			assertThat(web.browser().postForm(server.url("/oauth2/account"), form).status()).isEqualTo(303);
		}
		assertThat(this.events.of(web.flow().clientId(), ConsentRevoked.class)).containsExactly(
				new ConsentRevoked("alice", new OAuthEvent.Client(web.flow().clientId(), "A <b>web</b> client"),
						"https://app.example.com", this.resource, READ));
		assertThat(this.events.of(web.flow().clientId(), TokensRevoked.class)).isEmpty();
	}

	/** What waits for consent is not granted yet. */
	@Test
	void accountWhenAllIsRevokedThenToldOfWhatWasGrantedOnly() {
		ConsentFlow granted = loggedIn();
		granted.redeem(granted.approve("read"));
		ConsentFlow waiting = loggedIn();
		waiting.page(waiting.request("read"));
		Element page = Jsoup.parse(granted.browser().get(server.url("/oauth2/account")).body());
		Map<String, String> form = OAuthFlow.fields(page.selectFirst("form"));
		form.put(AccountEndpoint.REVOKE_ALL, "");
		assertThat(granted.browser().postForm(server.url("/oauth2/account"), form).status()).isEqualTo(303);
		assertThat(this.events.of(granted.flow().clientId(), ConsentRevoked.class)).hasSize(1);
		assertThat(this.events.of(waiting.flow().clientId(), ConsentRevoked.class)).isEmpty();
	}

	private static ConsentFlow loggedIn() {
		ConsentFlow web = ConsentFlow.register(server, ConsentFlow.WEB);
		web.flow().login();
		return web;
	}

	/** Without the registration, which others show. */
	private List<OAuthEvent> logins() {
		return this.events.of(this.flow.clientId())
			.stream()
			.filter((event) -> !(event instanceof ClientRegistered))
			.toList();
	}

}
