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

	private final Fleet fleet;

	Logins(Settings settings, Report report, Fleet fleet) {
		this.settings = settings;
		this.report = report;
		this.fleet = fleet;
	}

	void run() {
		Server ours = this.fleet.authorizationServer();
		Server spring = this.fleet.springAuthorizationServer();
		for (Server server : List.of(ours, spring)) {
			server.await();
			warmUp(server);
		}
		for (Server server : List.of(ours, spring)) {
			server.machine().pin();
		}
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
		this.report.ratio("logins-per-cpu-vs-spring", platform.cpuDividedBy(figures), ">= 1");
	}

	private void warmUp(Server server) {
		server.machine().goOn();
		server.machine().unpin();
		long end = System.nanoTime() + this.settings.warmUp().toNanos();
		while (System.nanoTime() < end) {
			login(server);
		}
		server.machine().awaitQuiet();
		server.machine().standStill();
	}

	private static Comparison.Turn turn(Server server) {
		server.machine().goOn();
		login(server);
		long cpu = server.machine().cpu().toNanos();
		long start = System.nanoTime();
		for (int i = 0; i < TURN; i++) {
			login(server);
		}
		long end = System.nanoTime();
		Comparison.Turn turn = new Comparison.Turn(TURN * 1e9 / (end - start),
				(server.machine().cpu().toNanos() - cpu) / 1000.0 / TURN);
		server.machine().standStill();
		return turn;
	}

	private static void login(Server server) {
		Login.with(server, Login.register(server, CLIENT));
	}

}
