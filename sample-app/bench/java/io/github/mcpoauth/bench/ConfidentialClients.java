package io.github.mcpoauth.bench;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;

import tools.jackson.databind.JsonNode;

/**
 * What it costs that clients authenticate with secrets which machines have made.
 */
final class ConfidentialClients {

	/**
	 * As many as the load has connections, so that no grant is refreshed twice at once.
	 */
	private static final int GRANTS = Comparison.CONNECTIONS;

	private static final String CLIENT = """
			{"client_name":"Report","redirect_uris":["%s"],"grant_types":[%s],"response_types":["code"],\
			"token_endpoint_auth_method":"client_secret_post"}""";

	private final Settings settings;

	private final Report report;

	private final Fleet fleet;

	ConfidentialClients(Settings settings, Report report, Fleet fleet) {
		this.settings = settings;
		this.report = report;
		this.fleet = fleet;
	}

	void run() {
		Server ours = this.fleet.authorizationServer();
		Server spring = this.fleet.springAuthorizationServer();
		ours.await();
		spring.await();
		JsonNode springs = Login.register(spring,
				CLIENT.formatted(Login.REDIRECT_URI, "\"authorization_code\",\"client_credentials\""));
		Map<String, Comparison.Figures> figures = new Comparison(this.settings.brief()).of(List.of(
				new Contender("configured client", ours, credentials(ours, Fleet.CLIENT_ID, Fleet.CLIENT_SECRET)),
				new Contender("registered client, refresh", ours, refreshes(ours), 200),
				new Contender("client of Spring's server", spring, credentials(spring,
						springs.path("client_id").asString(), springs.path("client_secret").asString()))));
		this.report.figures("Token requests of clients with a secret", figures);
		Comparison.Figures platform = figures.get("client of Spring's server");
		this.report.ratio("configured-client-tokens-vs-spring", figures.get("configured client").dividedBy(platform),
				">= 20");
		this.report.ratio("registered-client-tokens-vs-spring",
				figures.get("registered client, refresh").dividedBy(platform), ">= 20");
	}

	private static byte[] credentials(Server server, String clientId, String secret) {
		return Http.postForm(server.port(), "/oauth2/token",
				"grant_type=client_credentials&client_id=" + clientId + "&client_secret=" + secret);
	}

	private static Conversation refreshes(Server server) {
		JsonNode client = Login.register(server,
				CLIENT.formatted(Login.REDIRECT_URI, "\"authorization_code\",\"refresh_token\""));
		Queue<String> refreshTokens = new ArrayDeque<>();
		for (int i = 0; i < GRANTS; i++) {
			refreshTokens.add(Login.with(server, client).path("refresh_token").asString());
		}
		return new Refreshes(server.port(), "client_id=" + client.path("client_id").asString() + "&client_secret="
				+ client.path("client_secret").asString(), refreshTokens);
	}

}
