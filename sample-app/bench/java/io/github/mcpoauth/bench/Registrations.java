package io.github.mcpoauth.bench;

/**
 * What it costs to register, for the first client and for later ones.
 */
final class Registrations {

	private static final String CLIENT = """
			{"client_name":"Claude","redirect_uris":["https://claude.ai/api/mcp/auth_callback"],\
			"grant_types":["authorization_code","refresh_token"],"response_types":["code"],\
			"token_endpoint_auth_method":"none"}""";

	private static final int SAMPLE = 2_000;

	private final Settings settings;

	private final Report report;

	Registrations(Settings settings, Report report) {
		this.settings = settings;
		this.report = report;
	}

	void run() {
		double empty;
		double filled;
		try (ServerProcess ours = ServerProcess.start(Variant.EMBEDDED)) {
			register(ours, CLIENT, SAMPLE * 5);
			empty = register(ours, CLIENT, SAMPLE);
			register(ours, CLIENT, this.settings.clients());
			filled = register(ours, CLIENT, SAMPLE);
		}
		this.report.ratio("registrations-filled-vs-empty", filled / empty, ">= 0.95");
		try (ServerProcess spring = ServerProcess.start(Variant.SPRING_SERVER)) {
			register(spring, CLIENT, SAMPLE / 2);
			double platform = register(spring, CLIENT, SAMPLE);
			this.report.ratio("registrations-vs-spring", empty / platform, ">= 2");
		}
	}

	private static double register(ServerProcess server, String client, int count) {
		server.await();
		byte[] request = Http.post(server.port(), "/oauth2/register", client);
		return new Load(server.port(), 8).send(() -> request, 201, count, Long.MAX_VALUE).perSecond();
	}

}
