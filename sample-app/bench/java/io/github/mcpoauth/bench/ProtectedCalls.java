package io.github.mcpoauth.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What a call of a tool costs with and without protection.
 */
final class ProtectedCalls {

	/** As long as a token is remembered. */
	private static final Duration LIFETIME = Duration.ofMinutes(5);

	private final Settings settings;

	private final Report report;

	private final Fleet fleet;

	ProtectedCalls(Settings settings, Report report, Fleet fleet) {
		this.settings = settings;
		this.report = report;
		this.fleet = fleet;
	}

	void run() {
		String issuer = "mcp.oauth.upstream.issuer-uri=" + this.fleet.provider().issuer();
		Server ours = this.fleet.resourceServer();
		try (Server scoped = Fleet.startBeside(ours, Variant.MCP_OAUTH, issuer,
				"mcp.oauth.tools.get_weather.scopes=read", "mcp.oauth.tools.forbidden.scopes=nobody-has-it");
				// Long before it comes again a token is not known any longer
				Server forgetful = Fleet.startBeside(ours, Variant.MCP_OAUTH, issuer,
						"mcp.oauth.tokens.cache.ttl=1ms")) {
			compare(ours, scoped, forgetful);
		}
	}

	private void compare(Server ours, Server scoped, Server forgetful) {
		Provider provider = this.fleet.provider();
		Server unprotected = this.fleet.unprotected();
		Server spring = this.fleet.springResourceServer();
		String audience = ours.url("/mcp");
		String token = provider.rsaToken(audience);
		provider.introspectFor(audience);
		checkScopes(scoped, provider.rsaToken(scoped.url("/mcp")));
		Instant start = Instant.now();
		// Those that are compared come one after the other, while the machine is as fast
		Map<String, Comparison.Figures> figures = new Comparison(this.settings)
			.of(List.of(new Contender("Spring's resource server", spring, Http.call(spring.port(), token)),
					new Contender("RS256, first use", forgetful,
							freshTokens(provider, forgetful, this.settings.freshTokens()), 200),
					new Contender("unprotected, the same request", unprotected, Http.call(unprotected.port(), token)),
					new Contender("RS256", ours, Http.call(ours.port(), token)),
					new Contender("tool that needs a scope", scoped,
							Http.call(scoped.port(), provider.rsaToken(scoped.url("/mcp")))),
					new Contender("ES256", ours, Http.call(ours.port(), provider.ecToken(audience))),
					new Contender("opaque", ours, Http.call(ours.port(), "an-opaque-token-of-the-provider-1234567890")),
					new Contender("no token", ours, Http.callWithoutToken(ours.port()), 401),
					new Contender("unprotected, no token", unprotected, Http.callWithoutToken(unprotected.port()))));
		this.report.figures("Calls, with a token that was seen before where nothing else is said", figures);
		Comparison.Figures open = figures.get("unprotected, the same request");
		Comparison.Figures openWithoutToken = figures.get("unprotected, no token");
		Comparison.Figures seen = figures.get("RS256");
		this.report.ratio("protected-vs-unprotected", seen.dividedBy(open), ">= 0.62");
		this.report.ratio("protected-vs-unprotected-without-token", seen.dividedBy(openWithoutToken), "none");
		this.report.ratio("protected-vs-spring", seen.dividedBy(figures.get("Spring's resource server")), ">= 4");
		this.report.ratio("es256-vs-rs256", figures.get("ES256").dividedBy(seen), ">= 0.9");
		this.report.ratio("first-use-cpu-vs-spring",
				figures.get("RS256, first use").cpuDividedBy(figures.get("Spring's resource server")), "<= 0.6");
		this.report.ratio("opaque-vs-rs256", figures.get("opaque").dividedBy(seen), ">= 0.9");
		double lifetimes = Math.ceil((double) Duration.between(start, Instant.now()).toMillis() / LIFETIME.toMillis());
		this.report.ratio("introspections-per-token-and-lifetime", provider.introspections() / lifetimes, "<= 1");
		this.report.ratio("scoped-vs-unscoped", figures.get("tool that needs a scope").dividedBy(seen), ">= 0.93");
		this.report.ratio("challenge-vs-unprotected", figures.get("no token").dividedBy(openWithoutToken), ">= 0.55");
	}

	/** A rule that is not looked at costs nothing. */
	private static void checkScopes(Server server, String token) {
		server.await();
		byte[] forbidden = Http.post(server.port(), "/mcp", Http.CALL.replace("get_weather", "forbidden"),
				"Authorization: Bearer " + token);
		new Load(server.port(), 1).send(() -> forbidden, 403, 1, Long.MAX_VALUE);
	}

	private static Supplier<byte[]> freshTokens(Provider provider, Server server, int count) {
		List<byte[]> requests = IntStream.range(0, count)
			.parallel()
			.mapToObj((i) -> Http.call(server.port(), provider.rsaToken(server.url("/mcp"))))
			.toList();
		AtomicInteger next = new AtomicInteger();
		return () -> requests.get(next.getAndIncrement() % count);
	}

}
