package io.github.mcpoauth.registration;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.jose.KeyRing;
import io.github.mcpoauth.jose.KeyedHash;
import io.github.mcpoauth.jose.Sealer;
import io.github.mcpoauth.store.StoreUnavailableException;
import io.github.mcpoauth.support.MutableClock;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When registrations end, and what a store knows of them.
 */
class ClientRegistrarTests {

	private static final Duration DAY = Duration.ofDays(1);

	private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

	private final MutableClock clock = new MutableClock(START);

	private final InMemoryRegistrationStore store = new InMemoryRegistrationStore(100);

	private final List<String> ended = new ArrayList<>();

	@Tag("K13")
	@Test
	void findWhenTimeIsOverThenUnknown() throws Exception {
		KeyRing keys = KeyRing.random();
		for (ClientRegistrar registrar : List.of(stored(DAY, Duration.ZERO), new StatelessRegistrar(
				new StatelessClientIds(new Sealer(keys, this.clock)), new KeyedHash(keys), DAY, this.clock))) {
			IssuedClient client = registrar.register(request("client_secret_basic"));
			String clientId = client.registration().clientId();
			this.clock.advance(DAY.minusSeconds(1));
			assertThat(registrar.find(clientId)).isPresent();
			assertThat(registrar.registration(clientId)).isPresent();
			this.clock.advance(Duration.ofSeconds(1));
			assertThat(registrar.find(clientId)).isEmpty();
			assertThat(registrar.registration(clientId)).isEmpty();
		}
	}

	@Test
	void findWhenTimeToLiveIsZeroThenForEver() throws Exception {
		ClientRegistrar registrar = stored(Duration.ZERO, Duration.ZERO);
		String clientId = registrar.register(request("none")).registration().clientId();
		this.clock.advance(Duration.ofDays(10_000));
		registrar.register(request("none"));
		assertThat(registrar.find(clientId)).isPresent();
	}

	@Tag("FT22")
	@Test
	void registerWhenOthersWereNeverUsedThenTheyAreForgotten() throws Exception {
		ClientRegistrar registrar = stored(Duration.ZERO, DAY);
		String unused = registrar.register(request("none")).registration().clientId();
		String used = registrar.register(request("none")).registration().clientId();
		registrar.used(used);
		this.clock.advance(DAY.plusSeconds(1));
		registrar.register(request("none"));
		assertThat(registrar.find(unused)).isEmpty();
		assertThat(registrar.find(used)).isPresent();
	}

	/**
	 * What others issued is looked for elsewhere, and a store that is gone is no harm.
	 */
	@Tag("FT11")
	@ParameterizedTest
	@ValueSource(strings = { "https://app.example.com/client.json", "", "Client_a", "service" })
	void findWhenIdentifierIsNotOfTheStoreThenItIsNotAsked(String clientId) {
		RegistrationStore gone = observed((method) -> {
			throw new StoreUnavailableException("gone", new IllegalStateException());
		});
		StoredRegistrar registrar = new StoredRegistrar(gone, new StoredRegistrar.Lifetimes(DAY, DAY), this.ended::add,
				this.clock);
		assertThat(registrar.find(clientId)).isEmpty();
		List<String> asked = new ArrayList<>();
		new StoredRegistrar(observed(asked::add), new StoredRegistrar.Lifetimes(DAY, DAY), this.ended::add, this.clock)
			.used(clientId);
		assertThat(asked).isEmpty();
	}

	/** Whoever floods the endpoint must not have the store search at each request. */
	@Tag("K1")
	@Test
	void registerWhenManyDoThenStoreIsCleanedOnceAMinute() throws Exception {
		List<String> asked = new ArrayList<>();
		ClientRegistrar registrar = new StoredRegistrar(observed(asked::add), new StoredRegistrar.Lifetimes(DAY, DAY),
				this.ended::add, this.clock);
		for (int i = 0; i < 3; i++) {
			registrar.register(request("none"));
		}
		assertThat(Collections.frequency(asked, "evict")).isEqualTo(1);
		this.clock.advance(Duration.ofMinutes(1));
		registrar.register(request("none"));
		assertThat(Collections.frequency(asked, "evict")).isEqualTo(2);
	}

	private RegistrationStore observed(Consumer<String> observer) {
		return (RegistrationStore) Proxy.newProxyInstance(RegistrationStore.class.getClassLoader(),
				new Class<?>[] { RegistrationStore.class }, (proxy, method, arguments) -> {
					observer.accept(method.getName());
					return method.invoke(this.store, arguments);
				});
	}

	@Tag("M15")
	@Test
	void registerWhenStoredThenTheStoreHoldsNoSecret() throws Exception {
		IssuedClient client = stored(DAY, DAY).register(request("client_secret_post"));
		Registration stored = this.store.find(client.registration().clientId()).orElseThrow();
		String all = List
			.of(stored.metadata(), stored.secretHashes(), stored.accessTokenHashes(), stored, client,
					client.registration())
			.toString();
		assertThat(all).doesNotContain(client.secret()).doesNotContain(client.accessToken());
		assertThat(stored.client().secret().matches(client.secret())).isTrue();
		assertThat(stored.client().secret().matches(stored.secretHashes().get(0))).isFalse();
	}

	@Test
	void updateWhenRegistrationWasChangedMeanwhileThenNothing() throws Exception {
		ClientRegistrar registrar = stored(DAY, DAY);
		IssuedClient client = registrar.register(request("none"));
		assertThat(registrar.update(client.registration(), request("none"), "a")).isNotNull();
		assertThat(registrar.update(client.registration(), request("none"), "b")).isNull();
	}

	@Test
	void endGrantsWhenClientIsDeletedThenOfThatClient() throws Exception {
		ClientRegistrar registrar = stored(DAY, DAY);
		IssuedClient client = registrar.register(request("none"));
		assertThat(registrar.delete(client.registration())).isTrue();
		assertThat(registrar.delete(client.registration())).isFalse();
		registrar.endGrants(client.registration());
		assertThat(this.ended).containsExactly(client.registration().clientId());
	}

	private StoredRegistrar stored(Duration all, Duration unused) {
		return new StoredRegistrar(this.store, new StoredRegistrar.Lifetimes(all, unused), (clientId) -> {
			assertThat(this.store.find(clientId)).isEmpty();
			this.ended.add(clientId);
		}, this.clock);
	}

	private static ClientRegistrationRequest request(String method) throws ClientRegistrationException {
		return ClientRegistrationRequest.parse(
				Map.of("redirect_uris", List.of("https://a.example/cb"), "token_endpoint_auth_method", method),
				new RedirectUriPolicy(List.of()), Scopes.of(List.of()));
	}

}
