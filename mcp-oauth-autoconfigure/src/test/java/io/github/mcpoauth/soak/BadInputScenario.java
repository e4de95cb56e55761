package io.github.mcpoauth.soak;

import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.RawHttp;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.RunningServer;
import io.github.mcpoauth.support.TestTokens;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Strangers send what is forged, foreign, broken or too large, to instances of all kinds,
 * and each is refused in the way that is meant for it.
 */
final class BadInputScenario implements Scenario {

	/**
	 * More than the 2 MiB that a form may have, but no more than Tomcat reads to its end:
	 * who is cut off while it still sends may lose the answer (RFC 9112 section 9.6).
	 */
	private static final String LARGE = "x".repeat(2_100_000);

	private final List<? extends RunningServer> instances;

	private final Outages outages;

	private final TestTokens forger;

	BadInputScenario(List<? extends RunningServer> instances, String issuer, Outages outages) {
		this.instances = instances;
		this.outages = outages;
		this.forger = new TestTokens(issuer, Fleet.BASE_URL + "/mcp");
	}

	@Override
	public void run(RandomGenerator random) {
		RunningServer instance = this.instances.get(random.nextInt(this.instances.size()));
		for (List<BadInput> some : List.of(tokens(instance, random),
				requests(instance, new Client().register(instance)), bodies(instance))) {
			BadInput bad = some.get(random.nextInt(some.size()));
			Instant asked = Instant.now();
			Reply reply = bad.attempt().get();
			if (!bad.decidable() && this.outages.explain(reply, asked)) {
				continue;
			}
			assertThat(reply.status()).as("%s, asked at %s: %s", bad.name(), asked, reply).isEqualTo(bad.status());
			assertThat(reply.location()).as("%s: %s", bad.name(), reply).isNull();
		}
	}

	private List<BadInput> tokens(RunningServer instance, RandomGenerator random) {
		String unknownKey = this.forger.with((header) -> header.keyID("key-" + random.nextInt()), (claims) -> {
		});
		String none = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes());
		return List.of(call(instance, "forged signature", this.forger.valid()),
				new BadInput("unknown key", 401, () -> new Client().call(instance, unknownKey), false),
				call(instance, "no signature", none + "." + this.forger.valid().split("\\.")[1] + "."),
				call(instance, "no token", "mat_" + random.nextLong()), call(instance, "dots", "a.b.c.d.e"));
	}

	private static BadInput call(RunningServer instance, String name, String token) {
		return new BadInput(name, 401, () -> new Client().call(instance, token));
	}

	private static List<BadInput> requests(RunningServer instance, String clientId) {
		ClientRequests requests = new ClientRequests(clientId, null);
		return List.of(
				authorize(instance, "foreign redirect URI", requests, "redirect_uri",
						"https://evil.example.com/callback"),
				authorize(instance, "similar redirect URI", requests, "redirect_uri",
						ClientRequests.REDIRECT_URI + "/.."),
				authorize(instance, "unknown client", requests, "client_id", "nobody"),
				token(instance, "made-up code", 400, requests.token("a-code")),
				token(instance, "made-up refresh token", 400, requests.refresh("a-token")),
				token(instance, "unknown client", 401, new ClientRequests("nobody", null).token("a-code")),
				token(instance, "other grant", 400, Map.of("grant_type", "password", "client_id", clientId)),
				new BadInput("GET for tokens", 405, () -> new Http().get(instance.url("/oauth2/token"))));
	}

	private static BadInput authorize(RunningServer instance, String name, ClientRequests requests, String parameter,
			String value) {
		Map<String, String> request = requests.authorization();
		request.put(parameter, value);
		return new BadInput(name, 400, () -> new Http().get(instance.url("/oauth2/authorize?" + Http.encode(request))));
	}

	private static BadInput token(RunningServer instance, String name, int status, Map<String, String> request) {
		return new BadInput(name, status, () -> new Client().token(instance, request));
	}

	private static List<BadInput> bodies(RunningServer instance) {
		int port = URI.create(instance.url("/")).getPort();
		return List.of(register(instance, "broken JSON", 400, "{\"redirect_uris\":["),
				register(instance, "deep JSON", 400, "{\"redirect_uris\":" + "[".repeat(20_000)),
				register(instance, "no object", 400, "[]"),
				register(instance, "dangerous redirect URI", 400, "{\"redirect_uris\":[\"javascript:alert(1)\"]}"),
				register(instance, "large", 413, "{\"client_name\":\"" + LARGE + "\"}"),
				new BadInput("large form", 413, () -> new Client().token(instance, Map.of("grant_type", LARGE))),
				new BadInput("no HTTP", 400, () -> RawHttp.send(port, "GET", "Host: localhost")),
				new BadInput("two Host headers", 400,
						() -> RawHttp.send(port, "GET /mcp HTTP/1.1", "Host: localhost", "Host: evil.example.com")));
	}

	private static BadInput register(RunningServer instance, String name, int status, String body) {
		return new BadInput(name, status, () -> new Http().postJson(instance.url("/oauth2/register"), body));
	}

}
