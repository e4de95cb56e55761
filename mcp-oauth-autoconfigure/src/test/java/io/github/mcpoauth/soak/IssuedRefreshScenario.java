package io.github.mcpoauth.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.RunningServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client refreshes twice and calls. Then it goes on, gives its login back, or somebody
 * who has an old refresh token ends it for both. Whose time is over is refused.
 */
record IssuedRefreshScenario(Fleet fleet, Logins logins) implements Scenario {

	/** For what this process and an instance take for the end. */
	private static final Duration SLACK = Duration.ofSeconds(10);

	@Override
	public void run(RandomGenerator random) {
		Login login = this.logins.take();
		if (login == null) {
			return;
		}
		Client client = new Client();
		Duration age = Duration.between(login.since(), Instant.now());
		if (age.compareTo(Fleet.REFRESH_TOKEN.dividedBy(2)) < 0) {
			refreshTwice(client, login, random);
		}
		else if (age.compareTo(Fleet.REFRESH_TOKEN.plus(SLACK)) > 0) {
			Client.assertRefused(client.refresh(this.fleet.anyIssuing(random), login));
		}
		else {
			this.logins.offer(login);
		}
	}

	private void refreshTwice(Client client, Login first, RandomGenerator random) {
		Login second = refreshed(client, first, random);
		Login third = refreshed(client, second, random);
		client.callAs(third.user(), this.fleet.anyIssuing(random), third);
		switch (random.nextInt(4)) {
			case 0 -> {
				RunningServer instance = this.fleet.anyIssuing(random);
				assertThat(client.revoke(instance, third).status()).isEqualTo(200);
				assertThat(client.call(instance, third.accessToken()).status()).isEqualTo(401);
				Client.assertRefused(client.refresh(this.fleet.anyIssuing(random), third));
			}
			case 1 -> {
				Client.assertRefused(client.refresh(this.fleet.anyIssuing(random), first));
				Client.assertRefused(client.refresh(this.fleet.anyIssuing(random), third));
			}
			default -> this.logins.offer(third);
		}
	}

	private Login refreshed(Client client, Login login, RandomGenerator random) {
		Reply reply = client.refresh(this.fleet.anyIssuing(random), login);
		assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
		Login next = login.with(reply.json());
		assertThat(next.refreshToken()).isNotEqualTo(login.refreshToken());
		return next;
	}

}
