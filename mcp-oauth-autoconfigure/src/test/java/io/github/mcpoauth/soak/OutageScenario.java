package io.github.mcpoauth.soak;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import org.awaitility.Awaitility;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.RunningServer;
import io.github.mcpoauth.support.ServerProcess;
import io.github.mcpoauth.support.UpstreamLogin;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The identity provider goes away and comes back. Meanwhile tokens that are known to be
 * good open the MCP endpoint; afterwards every instance finds it again by itself.
 */
record OutageScenario(Fleet fleet, Outages outages, Duration length) implements Scenario {

	@Override
	public void run(RandomGenerator random) {
		this.outages.begin();
		this.fleet.provider().goAway();
		try {
			Awaitility.await().pollDelay(this.length).atMost(this.length.plusMinutes(1)).until(() -> true);
			this.fleet.facades().forEach(this::assertThatCallsGoOn);
		}
		finally {
			this.fleet.provider().comeBack();
		}
		this.fleet.facades().forEach((facade) -> untilUsable(() -> redeem(facade)));
		this.fleet.facades().forEach((facade) -> untilUsable(() -> callWithUnknownKey(facade)));
		this.fleet.issuing().forEach((instance) -> untilUsable(() -> logIn(instance)));
		this.outages.end();
	}

	/** With a token that was not seen before: the keys are what the instance knows. */
	private void assertThatCallsGoOn(ServerProcess facade) {
		String token = this.fleet.provider().server().tokens().valid();
		Reply reply = new Client().call(facade, token);
		assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
	}

	private static void untilUsable(Supplier<Reply> attempt) {
		Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> attempt.get().status() != 503);
	}

	/** Nobody can tell whether there is such a key but the provider. */
	private Reply callWithUnknownKey(RunningServer facade) {
		return new Client().call(facade,
				this.fleet.provider()
					.server()
					.tokens()
					.with((header) -> header.keyID(UUID.randomUUID().toString()), (claims) -> {
					}));
	}

	private Reply redeem(RunningServer facade) {
		Client client = new Client();
		FacadeFlow flow = FacadeFlow.withClientId(client.register(facade));
		String state = flow.approve(facade, flow.request()).redirectParameters().get("state");
		String code = flow.callback(facade, Map.of("state", state, "code", IssuingProvider.code("healer", "none")))
			.redirectParameters()
			.get("code");
		return client.token(facade, new ClientRequests(flow.clientId(), null).token(code));
	}

	private Reply logIn(RunningServer instance) {
		OAuthFlow flow = OAuthFlow.behind(instance, Fleet.BASE_URL, new Client().register(instance));
		UpstreamLogin login = UpstreamLogin.at(instance, this.fleet.provider().server(), "upstream", flow);
		Reply toProvider = login.ask();
		if (toProvider.status() == 503) {
			return toProvider;
		}
		Map<String, String> sent = toProvider.redirectParameters();
		return login
			.callback(Map.of("state", sent.get("state"), "code", IssuingProvider.code("healer", sent.get("nonce"))));
	}

}
