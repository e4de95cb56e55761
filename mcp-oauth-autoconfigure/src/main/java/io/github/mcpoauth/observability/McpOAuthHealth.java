package io.github.mcpoauth.observability;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.proc.SimpleSecurityContext;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.actuate.endpoint.StatusAggregator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.Status;

/**
 * The health of what this library depends on, as one contributor with a component for
 * each part: what providers serve, keys, stores.
 * <p>
 * An instance is {@link Status#DOWN} only if it can let nobody in. While it goes on with
 * what it knows, or some can be served and others not, it is {@link #DEGRADED}: an outage
 * of what all instances depend on must not take all of them out of rotation.
 * <p>
 * It fetches only what is due by the rules for everybody, and keeps no health request for
 * longer than half a second.
 */
public final class McpOAuthHealth {

	/** Something is lost, and something else goes on. HTTP answers stay 200. */
	public static final Status DEGRADED = new Status("DEGRADED");

	/** From bad to good. */
	static final List<Status> SEVERITY = List.of(Status.DOWN, Status.OUT_OF_SERVICE, DEGRADED, Status.UP,
			Status.UNKNOWN);

	private static final String UPSTREAM = "upstream";

	private static final String KEYS = "keys";

	private static final String LOGINS = "logins";

	private static final String STORE = "store";

	private static final JWKSelector ANY = new JWKSelector(new JWKMatcher.Builder().build());

	private final Clock clock;

	private final Predicate<String> enabled;

	private final Probes probes;

	private final TokenSources sources;

	private final Map<String, HealthContributor> upstream = new LinkedHashMap<>();

	private final Map<String, HealthContributor> keys = new LinkedHashMap<>();

	private final Map<String, HealthContributor> logins = new LinkedHashMap<>();

	private final Map<String, HealthContributor> stores = new LinkedHashMap<>();

	/**
	 * Makes one without components.
	 * @param clock tells since when something is as it is
	 * @param others whether there are callers who need nothing of what is added
	 * @param enabled which components there may be: {@code upstream}, {@code keys},
	 * {@code logins}, {@code store}
	 */
	public McpOAuthHealth(Clock clock, boolean others, Predicate<String> enabled) {
		this.clock = clock;
		this.enabled = enabled;
		this.probes = new Probes(clock);
		this.sources = new TokenSources(others);
	}

	/**
	 * Boot's order of statuses with {@link #DEGRADED} in it, which it leaves out
	 * otherwise.
	 * @return the aggregator
	 */
	public static StatusAggregator statusAggregator() {
		return StatusAggregator.of(SEVERITY.toArray(Status[]::new));
	}

	/**
	 * Adds a provider whose tokens are accepted.
	 * @param name its name, not of another one
	 * @param provider the provider
	 */
	public void addIssuer(String name, ProviderSource provider) {
		ProviderHealth.Document metadata = this.enabled.test(UPSTREAM) ? metadata(provider) : null;
		if (metadata != null) {
			this.upstream.put(name, health(provider, this.sources::areAllLost, metadata));
		}
		ProviderHealth.Document keySet = this.enabled.test(KEYS) ? keys(provider) : null;
		if (keySet != null) {
			this.keys.put(name, health(provider, this.sources::areAllLost, keySet));
		}
		ProviderHealth.Document decisive = (provider.keys() != null) ? keySet : metadata;
		this.sources.add((decisive != null) ? decisive.probe() : null);
	}

	/**
	 * Adds a provider where users log in, whose tokens are not accepted here.
	 * @param name its name, not of another one
	 * @param provider the provider
	 */
	public void addLogin(String name, ProviderSource provider) {
		if (!this.enabled.test(LOGINS)) {
			return;
		}
		List<ProviderHealth.Document> documents = new ArrayList<>(List.of(metadata(provider)));
		ProviderHealth.Document keySet = keys(provider);
		if (keySet != null) {
			documents.add(keySet);
		}
		this.logins.put(name, health(provider, () -> false, documents.toArray(ProviderHealth.Document[]::new)));
	}

	/**
	 * Adds the keys of tokens that are issued here.
	 * @param name their name, not that of an issuer
	 * @param signing the keys
	 */
	public void addSigningKeys(String name, JWKSource<SecurityContext> signing) {
		Probe probe = this.enabled.test(KEYS) ? this.probes.add(() -> checkPrivate(signing)) : null;
		this.sources.add(probe);
		if (probe != null) {
			this.keys.put(name,
					new OwnHealth(this.probes, probe, () -> this.sources.areAllLost() ? Status.DOWN : DEGRADED));
		}
	}

	private static void checkPrivate(JWKSource<SecurityContext> signing) {
		try {
			if (signing.get(ANY, new SimpleSecurityContext()).stream().noneMatch(JWK::isPrivate)) {
				throw new IllegalStateException("There is no key to sign with");
			}
		}
		catch (KeySourceException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Adds a store.
	 * @param name what is in it
	 * @param ping asks it for something, and throws if it can't be reached
	 */
	public void addStore(String name, Runnable ping) {
		if (this.enabled.test(STORE)) {
			this.stores.put(name, new OwnHealth(this.probes, this.probes.add(ping), () -> DEGRADED));
		}
	}

	/**
	 * What was added, as a contributor.
	 * @return components by what they are; where there are several of a kind, by name
	 */
	public CompositeHealthContributor asContributor() {
		Map<String, HealthContributor> components = new LinkedHashMap<>();
		put(components, UPSTREAM, this.upstream);
		put(components, KEYS, this.keys);
		put(components, LOGINS, this.logins);
		put(components, STORE, this.stores);
		return CompositeHealthContributor.fromMap(components);
	}

	private static void put(Map<String, HealthContributor> components, String kind,
			Map<String, HealthContributor> some) {
		if (some.size() == 1) {
			components.put(kind, some.values().iterator().next());
		}
		else if (!some.isEmpty()) {
			components.put(kind, CompositeHealthContributor.fromMap(some));
		}
	}

	private ProviderHealth.Document metadata(ProviderSource provider) {
		return new ProviderHealth.Document(this.probes.add(provider.contact()), provider.metadata());
	}

	private ProviderHealth.@Nullable Document keys(ProviderSource provider) {
		return (provider.keys() != null)
				? new ProviderHealth.Document(this.probes.add(provider.keys()::refresh), provider.keys()::state) : null;
	}

	private ProviderHealth health(ProviderSource provider, BooleanSupplier fatal,
			ProviderHealth.Document... documents) {
		return new ProviderHealth(provider.issuer(), this.probes, List.of(documents), fatal, this.clock);
	}

}
