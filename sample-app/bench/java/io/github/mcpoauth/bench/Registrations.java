package io.github.mcpoauth.bench;

import java.util.List;
import java.util.Map;

/**
 * What it costs to register, for the first client and for later ones, and what stays of
 * it in memory.
 */
final class Registrations {

	private static final String CLIENT = """
			{"client_name":"Claude","redirect_uris":["https://claude.ai/api/mcp/auth_callback"],\
			"grant_types":["authorization_code","refresh_token"],"response_types":["code"],\
			"token_endpoint_auth_method":"none"}""";

	private final Settings settings;

	private final Report report;

	private final Fleet fleet;

	Registrations(Settings settings, Report report, Fleet fleet) {
		this.settings = settings;
		this.report = report;
		this.fleet = fleet;
	}

	void run() {
		int clients = this.settings.clients();
		int springClients = this.settings.springClients();
		Server ours = this.fleet.authorizationServer();
		Server spring = this.fleet.springAuthorizationServer();
		try (Server filled = this.fleet.start(Variant.EMBEDDED);
				Server springFilled = this.fleet.start(Variant.SPRING_SERVER, "bench.clients=" + springClients)) {
			this.report.ratio("registration-heap-bytes-per-client", heapOf(filled, clients), "0");
			String few = "registration, the first clients";
			String many = "registration, %,d clients later".formatted(clients);
			String atSpring = "Spring's, few clients";
			String manyAtSpring = "Spring's, %,d clients".formatted(springClients);
			Map<String, Comparison.Figures> figures = new Comparison(this.settings.brief())
				.of(List.of(register(few, ours), register(many, filled), register(atSpring, spring),
						register(manyAtSpring, springFilled)));
			this.report.figures("Registrations", figures);
			Comparison.Figures empty = figures.get(few);
			this.report.ratio("registrations-filled-vs-empty", figures.get(many).dividedBy(empty), ">= 0.95");
			this.report.ratio("registrations-vs-spring", empty.dividedBy(figures.get(atSpring)), ">= 2");
			this.report.ratio("registrations-vs-spring-filled", figures.get(many).dividedBy(figures.get(manyAtSpring)),
					">= 8 at 30,000, here %,d".formatted(springClients));
			ours.machine().goOn();
			this.report.ratio("client-id-characters",
					Login.register(ours, CLIENT).path("client_id").asString().length(), "<= 160");
		}
	}

	/** Of the second half: by then what a new server still fills is full. */
	private static double heapOf(Server server, int clients) {
		send(server, clients / 2);
		long before = server.machine().liveBytes();
		send(server, clients / 2);
		return (server.machine().liveBytes() - before) / (clients / 2.0);
	}

	private static void send(Server server, int clients) {
		server.await();
		Contender contender = register("", server);
		new Load(server.port(), Comparison.CONNECTIONS).send(contender.requests(), contender.status(), clients,
				Long.MAX_VALUE);
	}

	private static Contender register(String name, Server server) {
		return new Contender(name, server, Http.post(server.port(), "/oauth2/register", CLIENT), 201);
	}

}
