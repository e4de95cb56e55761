package io.github.mcpoauth.soak;

import java.time.Instant;
import java.util.Map;
import java.util.random.RandomGenerator;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client registers at the facade, and its user logs in at the identity provider, each
 * step at any instance. While the provider is away the client is told to come back.
 */
record FacadeLoginScenario(Fleet fleet, Outages outages, Logins logins) implements Scenario {

	@Override
	public void run(RandomGenerator random) {
		Instant since = Instant.now();
		Client client = new Client();
		FacadeFlow flow = FacadeFlow.withClientId(client.register(this.fleet.anyFacade(random)));
		Reply toProvider = flow.approve(this.fleet.anyFacade(random), flow.request());
		String user = "user-" + random.nextInt(100);
		Map<String, String> back = flow
			.callback(this.fleet.anyFacade(random), Map.of("state", toProvider.redirectParameters().get("state"),
					"code", IssuingProvider.code(user, "none")))
			.redirectParameters();
		assertThat(back).containsEntry("iss", Fleet.BASE_URL).containsEntry("state", "a state & more");
		ClientRequests requests = new ClientRequests(flow.clientId(), null);
		Instant asked = Instant.now();
		Reply tokens = client.token(this.fleet.anyFacade(random), requests.token(back.get("code")));
		if (this.outages.explain(tokens, asked)) {
			return;
		}
		assertThat(tokens.status()).as(tokens.toString()).isEqualTo(200);
		Login login = new Login(requests, user, since, tokens.json());
		client.callAs(user, this.fleet.anyFacade(random), login);
		if (random.nextInt(4) == 0) {
			Instant again = Instant.now();
			Reply replayed = client.token(this.fleet.anyFacade(random), requests.token(back.get("code")));
			if (!this.outages.explain(replayed, again)) {
				Client.assertRefused(replayed);
			}
		}
		this.logins.offer(login);
	}

}
