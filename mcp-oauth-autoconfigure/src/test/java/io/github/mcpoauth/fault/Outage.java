package io.github.mcpoauth.fault;

import java.util.function.Consumer;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;

import io.github.mcpoauth.support.TestProvider;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

/**
 * How an identity provider can be down.
 */
enum Outage {

	/** Nobody listens. */
	GONE((provider) -> provider.line().cut()),

	/** It accepts connections and never answers. */
	FROZEN((provider) -> provider.line().freeze()),

	/** It answers after 30 seconds. */
	SLOW((provider) -> answer(provider, aResponse().withFixedDelay(30_000))),

	ERROR((provider) -> answer(provider, aResponse().withStatus(500))),

	TOO_MANY_REQUESTS((provider) -> answer(provider, aResponse().withStatus(429).withHeader("Retry-After", "7"))),

	/** What load balancers and captive portals say. */
	HTML((provider) -> answer(provider,
			aResponse().withStatus(200).withHeader("Content-Type", "text/html").withBody("<html>Sorry</html>")));

	private static final int BEFORE_ALL_OTHERS = 1;

	private final Consumer<TestProvider> beginning;

	Outage(Consumer<TestProvider> beginning) {
		this.beginning = beginning;
	}

	private static void answer(TestProvider provider, ResponseDefinitionBuilder answer) {
		provider.server().stubFor(any(anyUrl()).atPriority(BEFORE_ALL_OTHERS).willReturn(answer));
	}

	/** To a {@link TestProvider#overLine provider over a line}. */
	void begin(TestProvider provider) {
		this.beginning.accept(provider);
	}

	/** All is as it was, whatever the outage. */
	static void end(TestProvider provider) {
		provider.server()
			.getStubMappings()
			.stream()
			.filter((stub) -> Integer.valueOf(BEFORE_ALL_OTHERS).equals(stub.getPriority()))
			.forEach(provider.server()::removeStub);
		provider.line().mend();
	}

}
