package io.github.mcpoauth.registration;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Postgres;
import io.github.mcpoauth.support.Redis;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ten thousand registrations over HTTP.
 */
@Tag("K1")
@Tag("FT22")
class RegistrationLoadTests {

	private static final int MAX_CLIENTS = 1000;

	private static final int THREADS = 4;

	private static final int REGISTRATIONS = 10_000;

	private static final Pattern CLIENT_ID = Pattern.compile("\"client_id\":\"([^\"]+)");

	static List<List<String>> stores() {
		return List.of(List.of("mcp.oauth.registration.store=memory"),
				List.of("mcp.oauth.registration.store=jdbc", "mcp.oauth.registration.jdbc.initialize-schema=always",
						"spring.autoconfigure.exclude=", "spring.datasource.url=" + Postgres.database("load"),
						"spring.datasource.username=postgres"),
				List.of("mcp.oauth.registration.store=redis",
						"mcp.oauth.registration.redis.key-prefix=load " + UUID.randomUUID() + ":",
						"spring.data.redis.port=" + Redis.shared().port()));
	}

	@ParameterizedTest
	@MethodSource("stores")
	void registerWhenThousandsDoThenBoundedAndWhoHasATokenStays(List<String> store) throws Exception {
		List<String> settings = new ArrayList<>(store);
		settings.add("mcp.oauth.registration.max-clients=" + MAX_CLIENTS);
		settings.add("mcp.oauth.rate-limits.enabled=false");
		settings.add("mcp.oauth.secret=a-secret-of-the-tests-with-32-or-more-characters");
		try (TestServer server = TestServer.start(settings.toArray(String[]::new))) {
			OAuthFlow unused = OAuthFlow.register(server);
			List<OAuthFlow> used = IntStream.range(0, 3).mapToObj((i) -> OAuthFlow.register(server)).toList();
			List<Map<String, Object>> tokens = used.stream().map(OAuthFlow::tokens).toList();
			List<String> registered = flood(server);
			assertThat(registered).hasSize(REGISTRATIONS).doesNotHaveDuplicates();
			RegistrationStore clients = server.bean(RegistrationStore.class);
			assertThat(registered.stream().filter((id) -> clients.find(id).isPresent()))
				.hasSize(MAX_CLIENTS - used.size());
			assertThat(clients.find(unused.clientId())).isEmpty();
			for (int i = 0; i < used.size(); i++) {
				Reply refreshed = used.get(i)
					.token(used.get(i).refreshRequest((String) tokens.get(i).get("refresh_token")));
				assertThat(refreshed.status()).isEqualTo(200);
			}
		}
	}

	private static List<String> flood(TestServer server) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		try {
			Callable<List<String>> share = () -> register(server, REGISTRATIONS / THREADS);
			List<String> registered = new ArrayList<>();
			for (Future<List<String>> done : threads.invokeAll(Collections.nCopies(THREADS, share))) {
				registered.addAll(done.get());
			}
			return registered;
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static List<String> register(TestServer server, int number) throws IOException {
		URL url = URI.create(server.url("/oauth2/register")).toURL();
		List<String> registered = new ArrayList<>();
		for (int i = 0; i < number; i++) {
			HttpURLConnection connection = (HttpURLConnection) url.openConnection();
			connection.setDoOutput(true);
			connection.setRequestProperty("Content-Type", "application/json");
			connection.getOutputStream().write(ClientRequests.registration("").getBytes(StandardCharsets.UTF_8));
			assertThat(connection.getResponseCode()).isEqualTo(201);
			try (InputStream answer = connection.getInputStream()) {
				Matcher matcher = CLIENT_ID.matcher(new String(answer.readAllBytes(), StandardCharsets.UTF_8));
				assertThat(matcher.find()).isTrue();
				registered.add(matcher.group(1));
			}
		}
		return registered;
	}

}
