package io.github.mcpoauth.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

import io.github.mcpoauth.support.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client of the facade calls, also while the provider is away, and refreshes. Who was
 * told to come back does so with the same refresh token.
 */
record FacadeRefreshScenario(Fleet fleet, Outages outages, Logins logins) implements Scenario {

	private static final Duration KEPT = Duration.ofSeconds(60);

	@Override
	public void run(RandomGenerator random) {
		Login login = this.logins.take();
		if (login == null) {
			return;
		}
		Client client = new Client();
		Login next = login;
		Instant refreshed = Instant.now();
		for (int i = 0; i < 2; i++) {
			Instant asked = Instant.now();
			Reply reply = client.refresh(this.fleet.anyFacade(random), next);
			if (this.outages.explain(reply, asked)) {
				this.logins.offer(next);
				return;
			}
			assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
			next = next.with(reply.json());
		}
		if (Duration.between(refreshed, Instant.now()).compareTo(IssuingProvider.ACCESS_TOKEN) < 0) {
			client.callAs(next.user(), this.fleet.anyFacade(random), next);
		}
		if (random.nextInt(4) == 0) {
			Instant asked = Instant.now();
			Reply replayed = client.refresh(this.fleet.anyFacade(random), login);
			if (!this.outages.explain(replayed, asked)) {
				Client.assertRefused(replayed);
			}
		}
		if (Duration.between(login.since(), Instant.now()).compareTo(KEPT) < 0) {
			this.logins.offer(next);
		}
	}

}
