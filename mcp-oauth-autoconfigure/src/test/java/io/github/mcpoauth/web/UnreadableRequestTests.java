package io.github.mcpoauth.web;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.RunningServer;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests whose parameters the servlet container can't read are answered as OAuth
 * clients expect it (RFC 6749 section 5.2), not with the application's error page.
 */
class UnreadableRequestTests {

	private static final String FORM = "application/x-www-form-urlencoded";

	private static final String TOO_LONG = "token=" + "x".repeat(2 * 1024 * 1024);

	/** What counts requests reads their parameters before anybody refuses them. */
	private static final String COUNTED = "mcp.oauth.rate-limits.token-requests-per-minute=1000";

	@RegisterExtension
	static final FacadeServer facade = FacadeServer.start(COUNTED);

	@RegisterExtension
	static final TestServer server = TestServer.start(COUNTED);

	private static final List<RunningServer> BOTH = List.of(facade.server(), server);

	@ParameterizedTest
	@ValueSource(strings = { "/oauth2/token", "/oauth2/revoke" })
	void postWhenEncodingIsBrokenThenInvalidRequest(String path) {
		for (RunningServer each : BOTH) {
			assertRefused(new Http().post(each.url(path), FORM, "grant_type=%zz"), 400, "can't be read");
			assertRefused(new Http().post(each.url(path), FORM, "grant_type=%"), 400, "can't be read");
		}
	}

	/** What comes before the part that can't be read must not count by itself. */
	@Test
	void tokenWhenEncodingIsBrokenAtTheEndOnlyThenCodeIsNotRedeemed() {
		FacadeFlow client = FacadeFlow.register(facade.server());
		String request = Http.encode(client.tokenRequest(client.code(facade.server())));
		String url = facade.server().url("/oauth2/token");
		assertRefused(new Http().post(url, FORM, request + "&x=%zz"), 400, "can't be read");
		assertThat(new Http().post(url, FORM, request).status()).isEqualTo(200);
	}

	@Test
	void postWhenThereAreTooManyParametersThenInvalidRequest() {
		String many = IntStream.range(0, 2000).mapToObj((i) -> "p" + i + "=x").collect(Collectors.joining("&"));
		for (RunningServer each : BOTH) {
			assertRefused(new Http().post(each.url("/oauth2/token"), FORM, many), 400, "too many");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/oauth2/token", "/oauth2/revoke" })
	void postWhenFormIsTooLongThen413(String path) {
		for (RunningServer each : BOTH) {
			assertRefused(new Http().post(each.url(path), FORM, TOO_LONG), 413, "2097152 bytes");
			String longest = TOO_LONG.substring(0, 2 * 1024 * 1024);
			assertThat(new Http().post(each.url(path), FORM, longest).status()).isNotEqualTo(413);
		}
	}

	/** Who does not say how much comes. */
	@Test
	void postWhenFormIsInChunksAndTooLongThenInvalidRequest() throws Exception {
		for (RunningServer each : BOTH) {
			HttpRequest request = HttpRequest.newBuilder(URI.create(each.url("/oauth2/token")))
				.header("Content-Type", FORM)
				.POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(TOO_LONG.getBytes())))
				.build();
			HttpResponse<String> response = HttpClient.newHttpClient()
				.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
			assertThat(response.statusCode()).isEqualTo(400);
			assertThat(new JsonMapper().readTree(response.body()).get("error").asString()).isEqualTo("invalid_request");
		}
	}

	@Test
	void authorizeWhenEncodingIsBrokenThenAPageForPeopleAndJsonForProgrammes() {
		for (RunningServer each : BOTH) {
			String url = each.url("/oauth2/authorize?response_type=code&client_id=%FF");
			Reply page = new Http().get(url, "Accept", "text/html");
			assertThat(page.status()).isEqualTo(400);
			assertThat(page.header("Content-Type")).startsWith("text/html");
			assertThat(page.body()).contains("This link does not work");
			assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
			assertRefused(new Http().get(url, "Accept", "application/json"), 400, "can't be read");
		}
	}

	private static void assertRefused(Reply reply, int status, String description) {
		assertThat(reply.status()).isEqualTo(status);
		assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
		assertThat(reply.json()).containsEntry("error", "invalid_request")
			.hasEntrySatisfying("error_description", (text) -> assertThat(text).asString().contains(description));
	}

}
