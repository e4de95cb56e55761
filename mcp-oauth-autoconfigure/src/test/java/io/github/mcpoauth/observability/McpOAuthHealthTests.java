package io.github.mcpoauth.observability;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributors.Entry;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

import io.github.mcpoauth.store.StoreUnavailableException;
import io.github.mcpoauth.support.TestTokens;
import io.github.mcpoauth.upstream.FetchState;
import io.github.mcpoauth.upstream.UpstreamUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What each state of what this library depends on means for the instance.
 */
class McpOAuthHealthTests {

	private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

	private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

	private static final FetchState FETCHED = new FetchState(NOON.minusSeconds(240), null, null);

	private static final FetchState STALE = new FetchState(NOON.minusSeconds(240), NOON.minusSeconds(60),
			"https://idp.example answered with status 503");

	private static final Runnable WELL = () -> {
	};

	private static final Runnable LOST = () -> {
		throw new UpstreamUnavailableException("it can't be had");
	};

	private final McpOAuthHealth health = new McpOAuthHealth(CLOCK, false, (component) -> true);

	private static ProviderSource provider(Runnable contact, FetchState state) {
		return new ProviderSource("https://idp.example", contact, () -> state, null);
	}

	private Health of(String component) {
		return of(this.health, component);
	}

	private static Health of(McpOAuthHealth health, String component) {
		CompositeHealthContributor contributor = health.asContributor();
		return ((HealthIndicator) contributor.getContributor(component)).health();
	}

	@Test
	void upstreamWhenFetchedThenUpAndSaysHowOldItIs() {
		this.health.addIssuer("main", provider(WELL, FETCHED));
		Health upstream = of("upstream");
		assertThat(upstream.getStatus()).isEqualTo(Status.UP);
		assertThat(upstream.getDetails()).containsOnlyKeys("issuer", "fetched", "age")
			.containsEntry("issuer", "https://idp.example")
			.hasEntrySatisfying("age", (age) -> assertThat(age).hasToString("PT4M"));
	}

	@Tag("FT3")
	@Test
	void upstreamWhenWhatItServedBeforeIsStillGoodThenDegradedWithReason() {
		this.health.addIssuer("main", provider(WELL, STALE));
		Health upstream = of("upstream");
		assertThat(upstream.getStatus()).isEqualTo(McpOAuthHealth.DEGRADED);
		assertThat(upstream.getDetails()).containsEntry("failingSince", NOON.minusSeconds(60))
			.containsEntry("failure", "https://idp.example answered with status 503");
	}

	@Tag("FT1")
	@Test
	void upstreamWhenItWasNeverThereAndNobodyCanBeLetInThenDown() {
		this.health.addIssuer("main", provider(LOST, FetchState.NONE));
		Health upstream = of("upstream");
		assertThat(upstream.getStatus()).isEqualTo(Status.DOWN);
		assertThat(upstream.getDetails()).containsEntry("failingSince", NOON)
			.containsEntry("failure", "it can't be had");
	}

	@Test
	void upstreamWhenOtherCallersCanBeLetInThenDegraded() {
		McpOAuthHealth keysOfAnApplication = new McpOAuthHealth(CLOCK, true, (component) -> true);
		keysOfAnApplication.addIssuer("main", provider(LOST, FetchState.NONE));
		assertThat(of(keysOfAnApplication, "upstream").getStatus()).isEqualTo(McpOAuthHealth.DEGRADED);
	}

	@Test
	void upstreamWhenOneOfTwoIssuersIsLostThenDegradedAndDownWithBoth() {
		this.health.addIssuer("main", provider(LOST, FetchState.NONE));
		AtomicInteger lost = new AtomicInteger();
		this.health.addIssuer("other", provider(() -> {
			if (lost.get() > 0) {
				LOST.run();
			}
		}, FETCHED));
		CompositeHealthContributor upstream = (CompositeHealthContributor) this.health.asContributor()
			.getContributor("upstream");
		HealthIndicator main = (HealthIndicator) upstream.getContributor("main");
		HealthIndicator other = (HealthIndicator) upstream.getContributor("other");
		assertThat(other.health().getStatus()).isEqualTo(Status.UP);
		assertThat(main.health().getStatus()).isEqualTo(McpOAuthHealth.DEGRADED);
		lost.set(1);
		Awaitility.await().until(() -> other.health().getStatus().equals(Status.DOWN));
		assertThat(main.health().getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void loginsWhenProviderIsLostThenDegradedForTokensGoOn() {
		this.health.addLogin("google", provider(LOST, FetchState.NONE));
		assertThat(of("logins").getStatus()).isEqualTo(McpOAuthHealth.DEGRADED);
	}

	@Tag("FT12")
	@Test
	void storeWhenLostThenDegradedAndTheReasonHoldsNothingOfTheDrivers() {
		this.health.addStore("authorizations", () -> {
			throw new StoreUnavailableException("The database",
					new IllegalStateException("jdbc:postgresql://user:canary@db"));
		});
		Health store = of("store");
		assertThat(store.getStatus()).isEqualTo(McpOAuthHealth.DEGRADED);
		assertThat(store.getDetails()).containsEntry("failure", "IllegalStateException")
			.containsEntry("failingSince", NOON);
		assertThat(store.toString()).doesNotContain("canary");
	}

	@Tag("FT5")
	@Tag("FT13")
	@Test
	void healthWhenEverythingHangsThenAnswersAllTheSameAndLooksOnce() throws Exception {
		CountDownLatch gate = new CountDownLatch(1);
		AtomicInteger looks = new AtomicInteger();
		Runnable hanging = () -> {
			looks.incrementAndGet();
			try {
				gate.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		};
		this.health.addIssuer("main", provider(hanging, FetchState.NONE));
		this.health.addStore("authorizations", hanging);
		for (int i = 0; i < 5; i++) {
			assertThat(of("upstream").getStatus()).isEqualTo(Status.UNKNOWN);
			assertThat(of("store").getStatus()).isEqualTo(McpOAuthHealth.DEGRADED);
		}
		assertThat(of("store").getDetails()).containsEntry("failure", "No answer within 500 ms");
		assertThat(looks).hasValue(2);
		gate.countDown();
		Awaitility.await().until(() -> of("store").getStatus().equals(Status.UP));
		Awaitility.await().until(() -> of("upstream").getStatus().equals(Status.UP));
	}

	@Test
	void healthWhenAskedAgainAtOnceThenNothingIsLookedAtAgain() {
		AtomicInteger looks = new AtomicInteger();
		this.health.addStore("authorizations", looks::incrementAndGet);
		for (int i = 0; i < 50; i++) {
			assertThat(of("store").getStatus()).isEqualTo(Status.UP);
		}
		assertThat(looks.get()).isLessThan(50);
	}

	@Test
	void keysWhenThereIsAKeyToSignWithThenUpElseDown() {
		this.health.addSigningKeys("main", new ImmutableJWKSet<>(new JWKSet(TestTokens.key("own", 2048))));
		assertThat(of("keys").getStatus()).isEqualTo(Status.UP);
		McpOAuthHealth without = new McpOAuthHealth(CLOCK, false, (component) -> true);
		without.addSigningKeys("main", new ImmutableJWKSet<>(new JWKSet()));
		assertThat(of(without, "keys").getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void componentsWhenThereAreSeveralOfAKindThenByName() {
		this.health.addStore("authorizations", WELL);
		this.health.addStore("registrations", WELL);
		this.health.addIssuer("main", provider(WELL, FETCHED));
		CompositeHealthContributor all = this.health.asContributor();
		assertThat(names(all)).isEqualTo("upstream,store");
		assertThat(names((CompositeHealthContributor) all.getContributor("store")))
			.isEqualTo("authorizations,registrations");
	}

	@Test
	void componentsWhenDisabledThenNotLookedAt() {
		AtomicInteger looks = new AtomicInteger();
		Predicate<String> upstreamOnly = "upstream"::equals;
		McpOAuthHealth some = new McpOAuthHealth(CLOCK, false, upstreamOnly);
		some.addIssuer("main", provider(WELL, FETCHED));
		some.addStore("authorizations", looks::incrementAndGet);
		some.addLogin("google", provider(looks::incrementAndGet, FETCHED));
		some.addSigningKeys("main", new ImmutableJWKSet<>(new JWKSet()));
		assertThat(names(some.asContributor())).isEqualTo("upstream");
		of(some, "upstream");
		assertThat(looks).hasValue(0);
	}

	private static String names(CompositeHealthContributor contributor) {
		return contributor.stream().map(Entry::name).collect(Collectors.joining(","));
	}

	@Test
	void aggregateWhenSomethingIsDegradedThenItShows() {
		assertThat(McpOAuthHealth.statusAggregator().getAggregateStatus(Status.UP, McpOAuthHealth.DEGRADED))
			.isEqualTo(McpOAuthHealth.DEGRADED);
		assertThat(McpOAuthHealth.statusAggregator().getAggregateStatus(Status.DOWN, McpOAuthHealth.DEGRADED))
			.isEqualTo(Status.DOWN);
	}

}
