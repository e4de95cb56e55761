package io.github.mcpoauth.resource;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.RawHttp;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestProvider;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That a token which was found valid, and is not verified again, opens nothing that it
 * did not open when it was verified. What happens to it later (expiry, revocation,
 * another key) is shown where the cache is tested.
 */
@Tag("G13")
class KnownTokenTests {

	private static final String WEATHER = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\","
			+ "\"params\":{\"name\":\"get_weather\"}}";

	@AutoClose
	private final TestProvider provider = new TestProvider("http://localhost:9999/mcp");

	@AutoClose
	private final TestServer server = TestServer.start("mcp.oauth.base-url=http://localhost:9999",
			"mcp.oauth.upstream.issuer-uri=" + this.provider.issuer(), "mcp.oauth.resource.scopes=mcp:connect",
			"mcp.oauth.tools.get_weather.scopes=weather:read");

	private final String token = this.provider.tokens().with((claims) -> claims.claim("scope", "mcp:connect"));

	@BeforeEach
	void theTokenIsKnown() {
		assertThat(call("{}").status()).isEqualTo(200);
		assertThat(call("{}").status()).isEqualTo(200);
	}

	@Test
	void callWhenToolNeedsAnotherScopeThen403() {
		Reply reply = call(WEATHER);
		assertThat(reply.status()).isEqualTo(403);
		assertThat(reply.header("WWW-Authenticate")).contains("insufficient_scope", "weather:read");
	}

	@Test
	void callWhenTokenIsChangedThen401() {
		for (int position : new int[] { 0, this.token.indexOf('.') + 5, this.token.length() - 10 }) {
			char[] changed = this.token.toCharArray();
			changed[position] = (changed[position] == 'A') ? 'B' : 'A';
			assertThat(callWith("Bearer " + new String(changed)).status()).isEqualTo(401);
		}
		assertThat(callWith("Bearer  " + this.token).status()).isEqualTo(401);
		assertThat(callWith("Basic " + this.token).status()).isEqualTo(401);
	}

	@Test
	void callWhenThePageIsAForeignOneThen403() {
		Reply reply = new Http().postJson(this.server.url("/mcp"), "{}", "Authorization", "Bearer " + this.token,
				"Origin", "https://evil.example");
		assertThat(reply.status()).isEqualTo(403);
	}

	@Test
	void callWhenTokenComesTwiceThen400() {
		String header = "Authorization: Bearer " + this.token;
		Reply reply = RawHttp.send(this.server.port(), "POST /mcp HTTP/1.1", "Host: localhost", "Content-Length: 0",
				header, header);
		assertThat(reply.status()).isEqualTo(400);
	}

	@Test
	void callWhenAnsweredThenSecurityHeadersAreThere() {
		Reply reply = call("{}");
		assertThat(reply.header("Cache-Control")).contains("no-store");
		assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(reply.header("X-Frame-Options")).isEqualTo("DENY");
	}

	private Reply call(String message) {
		return new Http().postJson(this.server.url("/mcp"), message, "Authorization", "Bearer " + this.token);
	}

	private Reply callWith(String authorization) {
		return new Http().postJson(this.server.url("/mcp"), "{}", "Authorization", authorization);
	}

}
