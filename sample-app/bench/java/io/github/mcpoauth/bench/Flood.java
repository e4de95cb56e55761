package io.github.mcpoauth.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What somebody can do who sends tokens with key ids that nobody knows, as fast as they
 * are refused: to the provider, and to those who call beside him.
 */
final class Flood {

	private static final Duration PERIOD = Duration.ofSeconds(30);

	private final Settings settings;

	private final Report report;

	private final Fleet fleet;

	Flood(Settings settings, Report report, Fleet fleet) {
		this.settings = settings;
		this.report = report;
		this.fleet = fleet;
	}

	void run() {
		Provider provider = this.fleet.provider();
		Server ours = this.fleet.resourceServer();
		String audience = ours.url("/mcp");
		byte[] call = Http.call(ours.port(), provider.rsaToken(audience));
		ours.await();
		// The keys are fetched once for this one, and that is no flood
		new Load(ours.port(), 1).send(() -> call, 200, 1, Long.MAX_VALUE);
		int fetches = provider.keyFetches();
		Instant start = Instant.now();
		Contender good = new Contender("good callers", ours, call);
		Contender bad = new Contender("unknown keys", ours, calls(ours, provider.unknownKeyTokens(audience)), 401);
		Map<String, Comparison.Figures> figures = new Comparison(this.settings)
			.of(List.of(good, bad, good.beside("good callers beside unknown keys", bad)));
		double periods = Math.ceil((double) Duration.between(start, Instant.now()).toMillis() / PERIOD.toMillis());
		this.report.figures("Tokens with unknown key ids", figures);
		this.report.ratio("key-fetches-in-flood", (provider.keyFetches() - fetches) / periods, "<= 1");
		this.report.ratio("good-callers-in-flood",
				figures.get("good callers beside unknown keys").dividedBy(figures.get("good callers")), ">= 0.5");
	}

	private static Supplier<byte[]> calls(Server server, Supplier<String> tokens) {
		return () -> Http.call(server.port(), tokens.get());
	}

}
