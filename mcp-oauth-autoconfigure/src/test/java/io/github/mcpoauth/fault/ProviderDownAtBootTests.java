package io.github.mcpoauth.fault;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestProvider;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications that start while their identity provider is down, in one way or another,
 * and go on when it is back.
 */
@ExtendWith(OutputCaptureExtension.class)
class ProviderDownAtBootTests {

	private static final String READINESS = "management.endpoint.health.group.readiness.include="
			+ "readinessState,mcpOAuth";

	private final Http http = new Http();

	/** All in one, since each would wait for half a minute. */
	@Tag("FT1")
	@Tag("FT2")
	@Test
	void startWhenProviderIsDownThenServesWhatItCanAndHealsWithoutARestart(CapturedOutput output) {
		try (Application gone = Application.resourceServer(Outage.GONE);
				Application frozen = Application.resourceServer(Outage.FROZEN);
				Application failing = Application.facade(Outage.ERROR);
				Application replaced = Application.facade(Outage.HTML)) {
			List<Application> all = List.of(gone, frozen, failing, replaced);
			all.forEach(this::assertServesMetadata);
			all.forEach(this::assertUnavailable);
			Stream.of(failing, replaced).forEach(this::assertClientsAndUsersAreTold);
			all.forEach((application) -> awaitReadiness(application, 503, "DOWN"));
			all.forEach((application) -> assertThat(health(application, "/liveness").status()).isEqualTo(200));
			assertThat(output).contains("An access token could not be verified")
				.doesNotContain(gone.token().split("\\.")[2]);
			all.forEach((application) -> Outage.end(application.provider()));
			all.forEach((application) -> Awaitility.await()
				.atMost(Duration.ofMinutes(1))
				.until(() -> call(application).status() == 200));
			all.forEach((application) -> awaitReadiness(application, 200, "UP"));
			Stream.of(failing, replaced)
				.forEach((application) -> assertThat(
						FacadeFlow.register(application.server()).tokens(application.server()))
					.containsKey("access_token"));
		}
	}

	private void assertServesMetadata(Application application) {
		Reply resource = this.http.get(application.server().url("/.well-known/oauth-protected-resource/mcp"));
		assertThat(resource.status()).isEqualTo(200);
		assertThat(resource.json()).containsEntry("resource", FacadeServer.RESOURCE);
		Reply challenge = this.http.postJson(application.server().url("/mcp"), "{}");
		assertThat(challenge.status()).isEqualTo(401);
		assertThat(challenge.header("WWW-Authenticate")).contains("resource_metadata=");
	}

	/** A 401 would make clients throw their tokens away. */
	private void assertUnavailable(Application application) {
		Reply reply = call(application);
		assertThat(reply.status()).as(reply.body()).isEqualTo(503);
		assertThat(reply.header("Retry-After")).isNotNull();
		assertThat(reply.header("WWW-Authenticate")).isNull();
		assertThat(reply.body()).doesNotContain(application.provider().issuer());
	}

	/** The facade needs no provider to know its clients, and says when it needs one. */
	private void assertClientsAndUsersAreTold(Application application) {
		assertThat(this.http.get(application.server().url("/.well-known/oauth-authorization-server")).json())
			.containsEntry("issuer", FacadeServer.BASE_URL);
		Reply registered = this.http.postJson(application.server().url("/oauth2/register"),
				ClientRequests.registration(""));
		assertThat(registered.status()).isEqualTo(201);
		FacadeFlow flow = FacadeFlow.withClientId((String) registered.json().get("client_id"));
		Reply approved = flow.approve(application.server(), flow.request());
		assertThat(approved.location()).startsWith(ClientRequests.REDIRECT_URI + "?");
		assertThat(approved.redirectParameters()).containsEntry("error", "temporarily_unavailable")
			.containsEntry("iss", FacadeServer.BASE_URL)
			.containsEntry("state", flow.request().get("state"));
	}

	private void awaitReadiness(Application application, int httpStatus, String status) {
		Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
			Reply reply = health(application, "/readiness");
			return reply.status() == httpStatus && status.equals(reply.json().get("status"));
		});
	}

	private Reply health(Application application, String path) {
		return this.http.get(application.server().url("/actuator/health" + path));
	}

	private Reply call(Application application) {
		return FacadeFlow.callMcp(application.server(), application.token());
	}

	/**
	 * One that was started during an outage.
	 */
	private record Application(TestProvider provider, TestServer server, String token) implements AutoCloseable {

		static Application resourceServer(Outage outage) {
			return start(outage, "mcp.oauth.mode=resource-server");
		}

		static Application facade(Outage outage) {
			return start(outage, "mcp.oauth.mode=facade");
		}

		private static Application start(Outage outage, String mode) {
			TestProvider provider = TestProvider.overLine(FacadeServer.RESOURCE);
			outage.begin(provider);
			return new Application(provider, TestServer.start(FacadeServer.properties(provider, mode, READINESS)),
					provider.tokens().valid());
		}

		@Override
		public void close() {
			this.server.close();
			this.provider.close();
		}

	}

}
