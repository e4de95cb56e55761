package io.github.mcpoauth.authorizationserver;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

import io.github.mcpoauth.authorizationserver.store.ConsentStore;
import io.github.mcpoauth.authorizationserver.store.StoredConsent;
import io.github.mcpoauth.core.Sha256;
import io.github.mcpoauth.jose.SealPurpose;
import io.github.mcpoauth.jose.Sealer;
import io.github.mcpoauth.store.StoreUnavailableException;

/**
 * Remembers what people have approved of: for the same person, client, redirect host and
 * resource, and for no more scopes than were approved. The store can't read it, and
 * nobody can write it there who does not have the secret. Thread-safe.
 */
public final class RememberedConsents {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final ConsentStore store;

	private final Sealer sealer;

	private final Clock clock;

	private final Duration timeToLive;

	/**
	 * Makes a memory.
	 * @param store where consents are
	 * @param sealer makes them unreadable there
	 * @param clock tells what has expired
	 * @param timeToLive how long they are remembered; zero for not at all
	 */
	public RememberedConsents(ConsentStore store, Sealer sealer, Clock clock, Duration timeToLive) {
		this.store = store;
		this.sealer = sealer;
		this.clock = clock;
		this.timeToLive = timeToLive;
	}

	Duration timeToLive() {
		return this.timeToLive;
	}

	boolean isOff() {
		return this.timeToLive.isZero();
	}

	/** Whether a person need not be asked. */
	boolean cover(GrantKey key, RegisteredClient client, Set<String> scopes) {
		if (isOff()) {
			return false;
		}
		RememberedConsent remembered = find(key);
		return remembered != null && remembered.fingerprint().equals(AssuredClient.fingerprint(client))
				&& remembered.scopes().containsAll(scopes);
	}

	/** What was saved may be good for less time than it was when it was saved. */
	private @Nullable RememberedConsent find(GrantKey key) {
		RememberedConsent consent = read(this.store.find(key.id()));
		return (consent != null && this.clock.instant().isBefore(consent.grantedAt().plus(this.timeToLive))) ? consent
				: null;
	}

	void add(GrantKey key, RegisteredClient client, Set<String> scopes) {
		Instant now = this.clock.instant();
		RememberedConsent consent = new RememberedConsent(key, AssuredClient.fingerprint(client),
				ClientNames.of(client), scopes, now, now.plus(this.timeToLive))
			.addedTo(find(key));
		this.store.save(new StoredConsent(key.id(), Sha256.base64(key.clientId()), key.principalName(),
				consent.expiresAt(), write(consent)));
	}

	List<RememberedConsent> of(String principalName) {
		return this.store.findByPrincipalName(principalName)
			.stream()
			.map(this::read)
			.filter(Objects::nonNull)
			.filter((consent) -> consent.key().principalName().equals(principalName))
			.toList();
	}

	void remove(GrantKey key) {
		this.store.remove(key.id());
	}

	/**
	 * Forgets what anybody has approved of for a client.
	 * @param clientId the identifier of the client
	 * @throws StoreUnavailableException if the store can't be reached
	 */
	public void removeByClient(String clientId) {
		this.store.removeByClientHash(Sha256.base64(clientId));
	}

	private String write(RememberedConsent consent) {
		return this.sealer.seal(SealPurpose.APPROVAL,
				JSON.writeValueAsBytes(new Content(consent.key().principalName(), consent.key().clientId(),
						consent.key().redirectHost(), consent.key().resource(), consent.fingerprint(),
						consent.clientName(), List.copyOf(consent.scopes()), consent.grantedAt().toEpochMilli())),
				null);
	}

	/**
	 * What somebody has moved to another row is nobody's consent.
	 */
	private @Nullable RememberedConsent read(@Nullable StoredConsent stored) {
		if (stored == null) {
			return null;
		}
		return this.sealer.open(SealPurpose.APPROVAL, stored.content())
			.map((json) -> JSON.readValue(json, Content.class))
			.map((content) -> content.in(stored))
			.filter((consent) -> consent.key().id().equals(stored.id()))
			.orElse(null);
	}

	/**
	 * What is sealed. Members are never renamed: stores have what earlier versions of
	 * this library wrote.
	 */
	private record Content(String principalName, String clientId, String redirectHost, String resource,
			String fingerprint, @Nullable String clientName, List<String> scopes, long grantedAt) {

		RememberedConsent in(StoredConsent stored) {
			return new RememberedConsent(
					new GrantKey(this.principalName, this.clientId, this.redirectHost, this.resource), this.fingerprint,
					this.clientName, Set.copyOf(this.scopes), Instant.ofEpochMilli(this.grantedAt), stored.expiresAt());
		}

	}

}
