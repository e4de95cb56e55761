package io.github.mcpoauth.observability;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

import io.github.mcpoauth.core.ErrorText;
import io.github.mcpoauth.upstream.FetchState;

/**
 * Whether there is what is needed of an identity provider. What it served before an
 * outage does as well, for as long as it is used.
 */
final class ProviderHealth implements HealthIndicator {

	private final String issuer;

	private final Probes probes;

	private final List<Document> documents;

	private final BooleanSupplier fatal;

	private final Clock clock;

	/**
	 * Makes an indicator.
	 * @param issuer the provider
	 * @param probes all probes
	 * @param documents what is needed of the provider
	 * @param fatal whether nobody can be served without it
	 * @param clock tells how old a document is
	 */
	ProviderHealth(String issuer, Probes probes, List<Document> documents, BooleanSupplier fatal, Clock clock) {
		this.issuer = issuer;
		this.probes = probes;
		this.documents = List.copyOf(documents);
		this.fatal = fatal;
		this.clock = clock;
	}

	@Override
	public Health health() {
		Document worst = this.documents.get(0);
		Status status = status(worst);
		for (Document document : this.documents.subList(1, this.documents.size())) {
			Status other = status(document);
			if (isWorse(other, status)) {
				worst = document;
				status = other;
			}
		}
		Health.Builder health = new Health.Builder(status).withDetail("issuer", this.issuer);
		describe(health, worst);
		return health.build();
	}

	private static boolean isWorse(Status status, Status than) {
		return McpOAuthHealth.SEVERITY.indexOf(status) < McpOAuthHealth.SEVERITY.indexOf(than);
	}

	private Status status(Document document) {
		this.probes.look(document.probe());
		Probe.Sight sight = document.probe().sight();
		if (sight == null) {
			return Status.UNKNOWN;
		}
		if (!sight.usable()) {
			return this.fatal.getAsBoolean() ? Status.DOWN : McpOAuthHealth.DEGRADED;
		}
		return document.state().get().isFailing() ? McpOAuthHealth.DEGRADED : Status.UP;
	}

	private void describe(Health.Builder health, Document document) {
		FetchState state = document.state().get();
		Probe.Sight sight = document.probe().sight();
		if (state.fetchedAt() != null) {
			health.withDetail("fetched", state.fetchedAt()).withDetail("age", age(state.fetchedAt()));
		}
		Instant since = state.failingSince();
		String failure = state.failure();
		if (sight != null && !sight.usable()) {
			since = (since != null) ? since : sight.since();
			failure = (failure != null) ? failure : message(sight);
		}
		if (since != null) {
			health.withDetail("failingSince", since);
		}
		if (failure != null) {
			health.withDetail("failure", ErrorText.of(failure));
		}
	}

	private static @Nullable String message(Probe.Sight sight) {
		return (sight.failure() != null) ? sight.failure().getMessage() : null;
	}

	/** In seconds, and never before it was fetched: clocks are put back. */
	private Duration age(Instant fetchedAt) {
		Duration age = Duration.ofSeconds(Duration.between(fetchedAt, this.clock.instant()).toSeconds());
		return age.isNegative() ? Duration.ZERO : age;
	}

	/**
	 * A document of the provider.
	 *
	 * @param probe sees whether there is one that can be used, and fetches it where that
	 * is due
	 * @param state what is known of fetching it
	 */
	record Document(Probe probe, Supplier<FetchState> state) {
	}

}
