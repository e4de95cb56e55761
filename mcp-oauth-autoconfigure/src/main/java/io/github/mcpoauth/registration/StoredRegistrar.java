package io.github.mcpoauth.registration;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.log.LogMessage;

import io.github.mcpoauth.core.Sha256;
import io.github.mcpoauth.store.StoreUnavailableException;

/**
 * Registers clients in a store, which knows their secrets and tokens by hashes only.
 */
public final class StoredRegistrar extends ClientRegistrar {

	private static final String PREFIX = "client_";

	private static final Duration BETWEEN_EVICTIONS = Duration.ofMinutes(1);

	private static final int EVICTED_AT_ONCE = 1000;

	private static final Log logger = LogFactory.getLog(StoredRegistrar.class);

	private final RegistrationStore store;

	private final Lifetimes lifetimes;

	private final ClientGrants grants;

	private final Clock clock;

	private final SecureRandom random = new SecureRandom();

	private final AtomicReference<Instant> nextEviction = new AtomicReference<>(Instant.MIN);

	/**
	 * Makes a registrar.
	 * @param store where registrations are
	 * @param lifetimes how long they stay there
	 * @param grants ends what was granted to a client that is deleted
	 * @param clock tells what has expired
	 */
	public StoredRegistrar(RegistrationStore store, Lifetimes lifetimes, ClientGrants grants, Clock clock) {
		this.store = store;
		this.lifetimes = lifetimes;
		this.grants = grants;
		this.clock = clock;
	}

	@Override
	public Optional<ClientMetadata> find(String clientId) {
		return registration(clientId).map(Registration::client);
	}

	@Override
	Optional<Registration> registration(String clientId) {
		if (!clientId.startsWith(PREFIX)) {
			return Optional.empty();
		}
		return this.store.find(clientId).filter((registration) -> !registration.isExpired(this.clock.instant()));
	}

	@Override
	public void used(String clientId) {
		if (!clientId.startsWith(PREFIX)) {
			return;
		}
		try {
			this.store.touch(clientId, this.clock.instant());
		}
		catch (StoreUnavailableException ex) {
			// The token is issued; not to hand it out would not take it back
			logger.warn(LogMessage.format("That a client is in use could not be noted. %s", ex.getMessage()));
		}
	}

	@Override
	IssuedClient register(ClientRegistrationRequest request) {
		evict();
		Instant now = ClientRegistrationRequest.now(this.clock);
		String secret = request.isConfidential() ? random(32) : null;
		String accessToken = accessToken();
		Registration registration = new Registration(PREFIX + random(20), now,
				ClientRegistrationRequest.end(now, this.lifetimes.all()), request.members(),
				(secret != null) ? List.of(Sha256.base64(secret)) : List.of(), List.of(Sha256.base64(accessToken)),
				null, 0);
		this.store.insert(registration);
		return new IssuedClient(registration, secret, accessToken);
	}

	/** Registrations are what makes a store grow, so they clean it up as well. */
	private void evict() {
		Instant now = this.clock.instant();
		Instant next = this.nextEviction.get();
		if (!now.isBefore(next) && this.nextEviction.compareAndSet(next, now.plus(BETWEEN_EVICTIONS))) {
			new ExpiringRegistrations(this.store, this.lifetimes.unused()).removeExpired(now, EVICTED_AT_ONCE);
		}
	}

	@Override
	boolean isChangeable() {
		return true;
	}

	/**
	 * The token that the client came with stays valid until the new one is used: an
	 * answer that gets lost must not lock the client out.
	 */
	@Override
	@Nullable IssuedClient update(Registration registration, ClientRegistrationRequest request, String accessToken) {
		String secret = (request.isConfidential() && !registration.isConfidential()) ? random(32) : null;
		List<String> secretHashes = !request.isConfidential() ? List.of()
				: (secret != null) ? List.of(Sha256.base64(secret)) : registration.secretHashes();
		String nextToken = accessToken();
		Registration replaced = registration.replacedBy(request.members(), secretHashes,
				List.of(Sha256.base64(nextToken), Sha256.base64(accessToken)));
		return this.store.replace(replaced, registration.version()) ? new IssuedClient(replaced, secret, nextToken)
				: null;
	}

	@Override
	void confirm(Registration registration, String accessToken) {
		List<String> hashes = registration.accessTokenHashes();
		if (hashes.size() > 1 && Sha256.matches(hashes.subList(0, 1), accessToken)) {
			this.store.replace(
					registration.replacedBy(registration.metadata(), registration.secretHashes(), hashes.subList(0, 1)),
					registration.version());
		}
	}

	@Override
	boolean delete(Registration registration) {
		return this.store.delete(registration.clientId());
	}

	@Override
	void endGrants(Registration deleted) {
		this.grants.endAll(deleted.clientId());
	}

	private String accessToken() {
		return "reg-" + random(32);
	}

	private String random(int length) {
		byte[] bytes = new byte[length];
		this.random.nextBytes(bytes);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	/**
	 * How long registrations are kept; zero for ever.
	 *
	 * @param all any of them
	 * @param unused those of clients that never got a token
	 */
	public record Lifetimes(Duration all, Duration unused) {
	}

}
