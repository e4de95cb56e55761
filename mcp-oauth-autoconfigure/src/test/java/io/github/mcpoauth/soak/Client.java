package io.github.mcpoauth.soak;

import java.util.Map;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.RunningServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client's own requests, which need no browser.
 */
final class Client {

	private final Http http = new Http();

	String register(RunningServer instance) {
		Reply reply = this.http.postJson(instance.url("/oauth2/register"), ClientRequests.registration(""));
		assertThat(reply.status()).as(reply.toString()).isEqualTo(201);
		return (String) reply.json().get("client_id");
	}

	Reply token(RunningServer instance, Map<String, String> request) {
		return this.http.postForm(instance.url("/oauth2/token"), request);
	}

	Reply refresh(RunningServer instance, Login login) {
		return token(instance, login.client().refresh(login.refreshToken()));
	}

	Reply revoke(RunningServer instance, Login login) {
		return this.http.postForm(instance.url("/oauth2/revoke"),
				Map.of("token", login.refreshToken(), "client_id", login.client().clientId()));
	}

	Reply call(RunningServer instance, String accessToken) {
		return this.http.postJson(instance.url("/mcp"), "{}", "Authorization", "Bearer " + accessToken);
	}

	/** The MCP endpoint answers, and knows who calls. */
	void callAs(String user, RunningServer instance, Login login) {
		Reply reply = call(instance, login.accessToken());
		assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
		assertThat(reply.json()).as("%s", login).containsEntry("caller", user);
	}

	/** The code or refresh token was refused, as one that is used or over. */
	static void assertRefused(Reply reply) {
		assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
		assertThat(reply.json()).containsEntry("error", "invalid_grant");
	}

}
