package io.github.mcpoauth.registration;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.RecordedEvents;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two requests of a client that change its registration at the same time (RFC 7592
 * section 2): the second finds that it is not what it has read.
 */
class RegistrationRaceTests {

	@RegisterExtension
	static final TestServer server = TestServer.start(
			new Class<?>[] { TestApplication.class, Overtaken.class, RecordedEvents.class },
			"mcp.oauth.registration.store=memory");

	private final Http http = new Http();

	private Map<String, Object> client;

	@BeforeEach
	void register() {
		this.client = this.http.postJson(server.url("/oauth2/register"), ClientRequests.registration("")).json();
	}

	@Test
	void updateWhenAnotherRequestChangedItThen409AndNothingIsChanged() {
		int before = server.bean(RecordedEvents.class).all().size();
		Reply reply = manage("PUT", "{\"client_id\":\"" + this.client.get("client_id")
				+ "\",\"client_name\":\"Renamed\",\"redirect_uris\":[\"https://a.example/cb\"]}");
		assertThat(reply.status()).isEqualTo(409);
		assertThat(reply.json()).containsEntry("error", "invalid_request").doesNotContainKey("client_id");
		assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
		assertThat(server.bean(RecordedEvents.class).all()).hasSize(before);
		assertThat(manage("GET", null).json()).containsEntry("client_name", "A test client");
	}

	@Test
	void deleteWhenAnotherRequestDeletedItThen404AndNoEvent() {
		int before = server.bean(RecordedEvents.class).all().size();
		Reply reply = manage("DELETE", null);
		assertThat(reply.status()).isEqualTo(404);
		assertThat(reply.json()).containsEntry("error", "invalid_client");
		assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
		assertThat(server.bean(RecordedEvents.class).all()).hasSize(before);
	}

	private Reply manage(String method, String body) {
		return this.http.send(method, server.url("/oauth2/register/" + this.client.get("client_id")), body,
				"Authorization", "Bearer " + this.client.get("registration_access_token"), "Content-Type",
				"application/json");
	}

	@Configuration(proxyBeanMethods = false)
	static class Overtaken {

		@Bean
		RegistrationStore overtakenStore() {
			return new OvertakenStore(new InMemoryRegistrationStore(100));
		}

	}

	/** Another request always comes first. */
	private record OvertakenStore(RegistrationStore store) implements RegistrationStore {

		@Override
		public void insert(Registration registration) {
			this.store.insert(registration);
		}

		@Override
		public Optional<Registration> find(String clientId) {
			return this.store.find(clientId);
		}

		@Override
		public boolean replace(Registration registration, long expectedVersion) {
			Registration current = this.store.find(registration.clientId()).orElseThrow();
			this.store.replace(
					current.replacedBy(current.metadata(), current.secretHashes(), current.accessTokenHashes()),
					expectedVersion);
			return this.store.replace(registration, expectedVersion);
		}

		@Override
		public boolean delete(String clientId) {
			this.store.delete(clientId);
			return this.store.delete(clientId);
		}

		@Override
		public void touch(String clientId, Instant usedAt) {
			this.store.touch(clientId, usedAt);
		}

		@Override
		public int evict(Instant now, Instant unusedSince, int limit) {
			return this.store.evict(now, unusedSince, limit);
		}

	}

}
