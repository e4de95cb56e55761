package io.github.mcpoauth.resource;

import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.event.OAuthEvent;
import io.github.mcpoauth.event.ScopeRefused;
import io.github.mcpoauth.support.EchoApplication;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.RecordedEvents;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the application is told of calls whose token lacks scopes (RFC 6750 section 3.1).
 */
class ScopeRefusedTests {

	@RegisterExtension
	static final TestServer server = TestServer.start(new Class<?>[] { EchoApplication.class, RecordedEvents.class },
			EchoApplication.properties(Map.of("guest", "mcp:connect", "nobody", ""),
					"mcp.oauth.resource.scopes=mcp:connect", "mcp.oauth.tools.get_weather.scopes=weather:read",
					"mcp.oauth.rate-limits.enabled=false"));

	private final Http http = new Http();

	private RecordedEvents events;

	@BeforeEach
	void listen() {
		this.events = server.bean(RecordedEvents.class);
	}

	@Test
	void callWhenToolNeedsMoreThenToldOnceWithAllThatItNeeds() {
		OAuthFlow flow = OAuthFlow.register(server);
		String token = (String) flow.tokens().get("access_token");
		assertThat(call("Bearer " + token, "get_weather")).isEqualTo(403);
		assertThat(this.events.of(flow.clientId(), ScopeRefused.class))
			.containsExactly(new ScopeRefused("alice", new OAuthEvent.Client(flow.clientId(), null), server.url("/mcp"),
					Scopes.of("mcp:connect", "weather:read"), "the tool get_weather"));
	}

	@Test
	void callWhenAllowedOrWithoutAGoodTokenThenNothing() {
		OAuthFlow flow = OAuthFlow.register(server);
		String token = (String) flow.tokens().get("access_token");
		int before = this.events.all().size();
		assertThat(call("Bearer " + token, "other")).isEqualTo(200);
		assertThat(call("Bearer " + token + "x", "get_weather")).isEqualTo(401);
		assertThat(this.http.postJson(server.url("/mcp"), "{}").status()).isEqualTo(401);
		assertThat(this.events.all()).hasSize(before);
	}

	@Test
	void callWhenApiKeyLacksScopesThenToldWhoseItIs() {
		assertThat(call("Bearer nobody", "other")).isEqualTo(403);
		assertThat(this.events.all())
			.contains(new ScopeRefused("nobody", null, server.url("/mcp"), Scopes.of("mcp:connect"), "this server"));
	}

	private int call(String authorization, String tool) {
		return this.http.postJson(server.url("/mcp"), EchoApplication.call(tool), "Authorization", authorization)
			.status();
	}

}
