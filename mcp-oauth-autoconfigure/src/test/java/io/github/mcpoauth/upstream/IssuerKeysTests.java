package io.github.mcpoauth.upstream;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.proc.SimpleSecurityContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.mcpoauth.net.HttpFetcher;
import io.github.mcpoauth.support.TestTokens;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * How old an issuer's keys may be for those who remember what was verified with them.
 */
class IssuerKeysTests {

	private static final RSAKey OLD = TestTokens.key("old", 2048);

	private static final RSAKey NEW = TestTokens.key("new", 2048);

	@AutoClose
	private final TestUpstream upstream = new TestUpstream("/idp");

	private final IssuerKeys keys = new IssuerKeys(this.upstream.metadata(), new HttpFetcher(), this.upstream.clock);

	@BeforeEach
	void serve() {
		this.upstream.serve(this.upstream.document());
		publish(OLD);
	}

	@Test
	void upToDateWhenNobodyHasAskedTheIssuerThenItIsNotAsked() {
		this.upstream.clock.advance(Duration.ofDays(1));
		assertThat(this.keys.areUpToDate()).isTrue();
		assertThat(this.keys.state()).isEqualTo(FetchState.NONE);
	}

	@Tag("FT8")
	@Test
	void upToDateWhenTimeIsNearlyOverThenFetchedInTheBackground() throws Exception {
		verify();
		publish(NEW);
		this.upstream.clock.advance(Duration.ofSeconds(270));
		assertThat(this.keys.areUpToDate()).isTrue();
		this.upstream.clock.advance(Duration.ofMillis(1));
		CountDownLatch answers = this.upstream.hold();
		assertThat(this.keys.areUpToDate()).isTrue();
		assertThat(this.keys.withdrawals()).isZero();
		answers.countDown();
		Awaitility.await().until(() -> this.keys.withdrawals() == 1);
		assertThat(fetches()).isEqualTo(2);
	}

	@Tag("FT8")
	@Test
	void upToDateWhenTimeIsOverThenNotUntilFetched() throws Exception {
		verify();
		publish(NEW);
		this.upstream.clock.advance(Duration.ofMinutes(5));
		CountDownLatch answers = this.upstream.hold();
		assertThat(this.keys.areUpToDate()).isTrue();
		this.upstream.clock.advance(Duration.ofMillis(1));
		for (int i = 0; i < 100; i++) {
			assertThat(this.keys.areUpToDate()).isFalse();
		}
		answers.countDown();
		Awaitility.await().until(this.keys::areUpToDate);
		assertThat(this.keys.withdrawals()).isEqualTo(1);
		assertThat(fetches()).isEqualTo(2);
	}

	/** What was verified with keys of before the outage is as good as they are. */
	@Tag("FT3")
	@Test
	void upToDateWhenTheIssuerIsDownThenAskedEachFiveMinutesAndTheOldKeysCount() throws Exception {
		verify();
		this.upstream.server().stubFor(get(urlEqualTo("/keys")).willReturn(aResponse().withStatus(503)));
		for (int attempts = 2; attempts < 5; attempts++) {
			this.upstream.clock.advance(Duration.ofMinutes(6));
			assertThat(this.keys.areUpToDate()).isFalse();
			Awaitility.await().until(this.keys::areUpToDate);
			assertThat(fetches()).isEqualTo(attempts);
		}
		assertThat(this.keys.withdrawals()).isZero();
	}

	private void verify() throws Exception {
		assertThat(this.keys.get(new JWKSelector(new JWKMatcher.Builder().keyID("old").build()),
				new SimpleSecurityContext()))
			.hasSize(1);
	}

	private void publish(RSAKey key) {
		this.upstream.server().stubFor(get(urlEqualTo("/keys")).willReturn(okJson(new JWKSet(key).toString())));
	}

	private int fetches() {
		return this.upstream.server().findAll(getRequestedFor(urlEqualTo("/keys"))).size();
	}

}
