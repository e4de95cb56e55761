package io.github.mcpoauth.soak;

import java.time.Instant;
import java.util.Map;
import java.util.random.RandomGenerator;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.RunningServer;
import io.github.mcpoauth.support.UpstreamLogin;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client registers, and its user logs in with a password or at the identity provider.
 * The browser stays at one instance, and everything else goes to any.
 */
record IssuedLoginScenario(Fleet fleet, Outages outages, Logins logins) implements Scenario {

	@Override
	public void run(RandomGenerator random) {
		Client client = new Client();
		ClientRequests requests = new ClientRequests(client.register(this.fleet.anyIssuing(random)),
				Fleet.BASE_URL + "/mcp");
		RunningServer browserAt = this.fleet.anyIssuing(random);
		OAuthFlow flow = OAuthFlow.behind(browserAt, Fleet.BASE_URL, requests.clientId());
		boolean local = random.nextBoolean();
		String name = local ? "alice" : "user-" + random.nextInt(100);
		Element page = local ? flow.consentPage(flow.request()) : atTheProvider(browserAt, flow, name);
		if (page == null) {
			return;
		}
		if (random.nextInt(10) == 0) {
			assertThat(flow.decide(page, "deny").redirectParameters()).containsEntry("error", "access_denied");
			return;
		}
		String code = flow.decide(page, "approve").redirectParameters().get("code");
		Reply tokens = client.token(this.fleet.anyIssuing(random), requests.token(code));
		assertThat(tokens.status()).as(tokens.toString()).isEqualTo(200);
		String user = local ? name : this.fleet.provider().issuer() + "|" + name;
		Login login = new Login(requests, user, Instant.now(), tokens.json());
		client.callAs(user, this.fleet.anyIssuing(random), login);
		if (random.nextInt(4) == 0) {
			Client.assertRefused(client.token(this.fleet.anyIssuing(random), requests.token(code)));
			Client.assertRefused(client.refresh(this.fleet.anyIssuing(random), login));
		}
		else {
			this.logins.offer(login);
		}
	}

	private Element atTheProvider(RunningServer browserAt, OAuthFlow flow, String name) {
		UpstreamLogin login = UpstreamLogin.at(browserAt, this.fleet.provider().server(), "upstream", flow);
		Instant asked = Instant.now();
		Reply toProvider = login.ask();
		if (this.outages.explain(toProvider, asked)) {
			return null;
		}
		Instant answered = Instant.now();
		Map<String, String> sent = toProvider.redirectParameters();
		Reply loggedIn = login
			.callback(Map.of("state", sent.get("state"), "code", IssuingProvider.code(name, sent.get("nonce"))));
		if (this.outages.explain(loggedIn, answered)) {
			return null;
		}
		assertThat(loggedIn.status()).as(loggedIn.toString()).isEqualTo(302);
		return Jsoup.parse(login.afterLogin(loggedIn).body());
	}

}
