package io.github.mcpoauth.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What it costs that a client registers, a person logs in with a password and consents,
 * and the client gets its tokens.
 */
final class Logins {

	private static final String CLIENT = """
			{"client_name":"Claude","redirect_uris":["%s"],"grant_types":["authorization_code","refresh_token"],\
			"response_types":["code"],"token_endpoint_auth_method":"none","scope":"read"}"""
		.formatted(Login.REDIRECT_URI);

	private static final int TURN = 25;

	private final Settings settings;

	private final Report report;

	Logins(Settings settings, Report report) {
		this.settings = settings;
		this.report = report;
	}

	void run() {
		try (ServerProcess ours = ServerProcess.start(Variant.EMBEDDED, "bench.login-users=true",
				"mcp.oauth.resource.scopes=read");
				ServerProcess spring = ServerProcess.start(Variant.SPRING_SERVER, "bench.login-users=true")) {
			ours.await();
			spring.await();
			for (int burst = 0; burst < this.settings.warmUpBursts(); burst++) {
				turn(ours);
				turn(spring);
			}
			ours.pin();
			spring.pin();
			List<Comparison.Turn> own = new ArrayList<>();
			List<Comparison.Turn> springs = new ArrayList<>();
			for (int round = 0; round < this.settings.rounds(); round++) {
				own.add(turn(ours));
				springs.add(turn(spring));
			}
			Comparison.Figures figures = Comparison.Figures.of(own);
			Comparison.Figures platform = Comparison.Figures.of(springs);
			Map<String, Comparison.Figures> table = new LinkedHashMap<>();
			table.put("a login", figures);
			table.put("a login at Spring's server", platform);
			this.report.figures("Whole logins, passwords with bcrypt of strength 4 on both sides", table);
			this.report.ratio("logins-per-cpu-vs-spring", platform.cpuMicros() / figures.cpuMicros(), ">= 1");
		}
	}

	private static Comparison.Turn turn(ServerProcess server) {
		long cpu = server.cpu().toNanos();
		long start = System.nanoTime();
		for (int i = 0; i < TURN; i++) {
			Login.with(server, Login.register(server, CLIENT));
		}
		long end = System.nanoTime();
		return new Comparison.Turn(TURN * 1e9 / (end - start), (server.cpu().toNanos() - cpu) / 1000.0 / TURN);
	}

}
