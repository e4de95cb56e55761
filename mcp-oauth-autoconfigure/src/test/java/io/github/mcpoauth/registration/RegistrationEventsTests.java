package io.github.mcpoauth.registration;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.mcpoauth.event.ClientDeleted;
import io.github.mcpoauth.event.ClientRegistered;
import io.github.mcpoauth.event.ClientUpdated;
import io.github.mcpoauth.event.OAuthEvent;
import io.github.mcpoauth.event.TokensRevoked;
import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.RecordedEvents;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the application is told of registrations (RFC 7591, RFC 7592).
 */
class RegistrationEventsTests {

	@RegisterExtension
	static final TestServer server = TestServer.start(new Class<?>[] { TestApplication.class, RecordedEvents.class },
			"mcp.oauth.registration.store=memory", "mcp.oauth.rate-limits.enabled=false");

	private final Http http = new Http();

	private RecordedEvents events;

	private Map<String, Object> registered;

	private String clientId;

	@BeforeEach
	void register() {
		this.events = server.bean(RecordedEvents.class);
		this.registered = this.http
			.postJson(server.url("/oauth2/register"),
					ClientRequests.registration(",\"token_endpoint_auth_method\":\"client_secret_basic\""))
			.json();
		this.clientId = (String) this.registered.get("client_id");
	}

	@Test
	void registerWhenRefusedThenNothing() {
		int before = this.events.all().size();
		Reply reply = this.http.postJson(server.url("/oauth2/register"), "{\"redirect_uris\":[\"javascript:a\"]}");
		assertThat(reply.status()).isEqualTo(400);
		assertThat(this.events.all()).hasSize(before);
	}

	@Test
	void registrationWhenUpdatedAndDeletedThenEachOnceWithWhatItIsNow() {
		Reply refused = manage("PUT", this.registered, "{\"client_id\":\"another\"}");
		assertThat(refused.status()).isEqualTo(400);
		Reply updated = manage("PUT", this.registered, "{\"client_id\":\"" + this.clientId
				+ "\",\"client_name\":\"Renamed\",\"redirect_uris\":[\"https://a.example/cb\",\"https://a.example/x\","
				+ "\"com.example.app:/cb\"]}");
		assertThat(updated.status()).isEqualTo(200);
		assertThat(manage("GET", updated.json(), null).status()).isEqualTo(200);
		assertThat(manage("DELETE", updated.json(), null).status()).isEqualTo(204);
		assertThat(manage("DELETE", updated.json(), null).status()).isEqualTo(404);
		OAuthEvent.Client renamed = new OAuthEvent.Client(this.clientId, "Renamed");
		assertThat(this.events.of(this.clientId)).containsExactly(
				new ClientRegistered(new OAuthEvent.Client(this.clientId, "A test client"), List.of("127.0.0.1:4567"),
						true),
				new ClientUpdated(renamed, List.of("a.example", "com.example.app:"), false),
				new ClientDeleted(renamed));
	}

	/** What ends with the client is part of that, and no wish to revoke. */
	@Test
	void registrationWhenDeletedWithTokensThenNoRevocationBeside() {
		Map<String, Object> client = this.http.postJson(server.url("/oauth2/register"), ClientRequests.registration(""))
			.json();
		OAuthFlow.withClientId(server, (String) client.get("client_id")).tokens();
		assertThat(manage("DELETE", client, null).status()).isEqualTo(204);
		assertThat(this.events.of((String) client.get("client_id"))).last().isInstanceOf(ClientDeleted.class);
		assertThat(this.events.of((String) client.get("client_id"), TokensRevoked.class)).isEmpty();
	}

	private Reply manage(String method, Map<String, Object> client, String body) {
		return this.http.send(method, server.url("/oauth2/register/" + client.get("client_id")), body, "Authorization",
				"Bearer " + client.get("registration_access_token"), "Content-Type", "application/json");
	}

}
