package io.github.mcpoauth.authorizationserver;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

import io.github.mcpoauth.authorizationserver.store.InMemoryConsentStore;
import io.github.mcpoauth.authorizationserver.store.StoredConsent;
import io.github.mcpoauth.core.RedirectUri;
import io.github.mcpoauth.jose.KeyRing;
import io.github.mcpoauth.jose.Sealer;
import io.github.mcpoauth.support.MutableClock;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is remembered, and how long.
 */
class RememberedConsentsTests {

	private static final GrantKey KEY = key("alice", "client");

	private static final RegisteredClient CLIENT = client("Client");

	private final MutableClock clock = new MutableClock();

	private final InMemoryConsentStore store = new InMemoryConsentStore(this.clock);

	private final Sealer sealer = new Sealer(KeyRing.random(), this.clock);

	private final RememberedConsents consents = remembering(Duration.ofDays(30));

	private RememberedConsents remembering(Duration timeToLive) {
		return new RememberedConsents(this.store, this.sealer, this.clock, timeToLive);
	}

	private static GrantKey key(String principalName, String clientId) {
		return GrantKey.of(principalName, clientId, RedirectUri.parse("https://app.example.com/callback"),
				"https://mcp.example.com/mcp");
	}

	private static RegisteredClient client(String name) {
		return RegisteredClient.withId("client")
			.clientId("client")
			.clientName(name)
			.clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
			.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
			.redirectUri("https://app.example.com/callback")
			.build();
	}

	@Test
	void coverWhenTimeIsUpThenNot() {
		this.consents.add(KEY, CLIENT, Set.of("read"));
		this.clock.advance(Duration.ofDays(30).minusSeconds(1));
		assertThat(this.consents.cover(KEY, CLIENT, Set.of("read"))).isTrue();
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(this.consents.cover(KEY, CLIENT, Set.of("read"))).isFalse();
		assertThat(this.consents.of("alice")).isEmpty();
	}

	@Test
	void coverWhenNoScopeIsAskedForThenOnlyIfApproved() {
		assertThat(this.consents.cover(KEY, CLIENT, Set.of())).isFalse();
		this.consents.add(KEY, CLIENT, Set.of());
		assertThat(this.consents.cover(KEY, CLIENT, Set.of())).isTrue();
	}

	/** What the operator makes shorter is shorter at once. */
	@Test
	void coverWhenLessIsRememberedThanBeforeThenNotLonger() {
		this.consents.add(KEY, CLIENT, Set.of("read"));
		this.clock.advance(Duration.ofDays(2));
		assertThat(remembering(Duration.ofDays(1)).cover(KEY, CLIENT, Set.of("read"))).isFalse();
		assertThat(remembering(Duration.ZERO).cover(KEY, CLIENT, Set.of("read"))).isFalse();
		assertThat(remembering(Duration.ofDays(3)).cover(KEY, CLIENT, Set.of("read"))).isTrue();
	}

	/** Else one approval after the other would keep the first for ever. */
	@Test
	void addWhenOtherScopesAreApprovedLaterThenTheFirstLastNoLonger() {
		this.consents.add(KEY, CLIENT, Set.of("read"));
		this.clock.advance(Duration.ofDays(20));
		this.consents.add(KEY, CLIENT, Set.of("write"));
		assertThat(this.consents.cover(KEY, CLIENT, Set.of("read", "write"))).isTrue();
		this.clock.advance(Duration.ofDays(10));
		assertThat(this.consents.cover(KEY, CLIENT, Set.of("read"))).isFalse();
		assertThat(this.consents.of("alice")).isEmpty();
	}

	@Test
	void addWhenOtherScopesAreApprovedLaterThenGrantedWhenTheFirstWere() {
		Instant first = this.clock.instant();
		this.consents.add(KEY, CLIENT, Set.of("read"));
		this.clock.advance(Duration.ofDays(20));
		this.consents.add(KEY, CLIENT, Set.of("write"));
		assertThat(this.consents.of("alice")).extracting(RememberedConsent::grantedAt).containsExactly(first);
		assertThat(remembering(Duration.ofDays(15)).cover(KEY, CLIENT, Set.of("read"))).isFalse();
	}

	/**
	 * RFC 7592 section 2.2: what had a secret has none any more, and could be anybody.
	 */
	@Test
	void coverWhenClientHadASecretWhenApprovedThenNotWithoutIt() {
		RegisteredClient confidential = RegisteredClient.from(CLIENT).clientAuthenticationMethods((methods) -> {
			methods.clear();
			methods.add(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
		}).build();
		this.consents.add(KEY, confidential, Set.of("read"));
		assertThat(this.consents.cover(KEY, confidential, Set.of("read"))).isTrue();
		assertThat(this.consents.cover(KEY, CLIENT, Set.of("read"))).isFalse();
	}

	/** Some databases find alice also as Alice. */
	@Tag("D10")
	@Test
	void ofWhenStoreFindsAnotherPersonsThenNot() {
		this.consents.add(KEY, CLIENT, Set.of("read"));
		StoredConsent alices = this.store.find(KEY.id());
		this.store
			.save(new StoredConsent(KEY.id(), alices.clientHash(), "Alice", alices.expiresAt(), alices.content()));
		assertThat(this.consents.of("Alice")).isEmpty();
	}

	@Test
	void addWhenAllIsApprovedAgainThenItLastsAnew() {
		this.consents.add(KEY, CLIENT, Set.of("read"));
		this.clock.advance(Duration.ofDays(20));
		this.consents.add(KEY, CLIENT, Set.of("read", "write"));
		this.clock.advance(Duration.ofDays(20));
		assertThat(this.consents.cover(KEY, CLIENT, Set.of("read"))).isTrue();
	}

	@Test
	void addWhenClientChangedThenWhatItHadBeforeIsForgotten() {
		this.consents.add(KEY, CLIENT, Set.of("read"));
		this.consents.add(KEY, client("Another"), Set.of("write"));
		assertThat(this.consents.cover(KEY, client("Another"), Set.of("write"))).isTrue();
		assertThat(this.consents.cover(KEY, client("Another"), Set.of("read"))).isFalse();
		assertThat(this.consents.cover(KEY, CLIENT, Set.of("read"))).isFalse();
	}

	/** Whoever can write to the store and does not have the secret. */
	@Tag("D10")
	@Test
	void coverWhenStoreWasTamperedWithThenNot() {
		this.consents.add(KEY, CLIENT, Set.of("read"));
		StoredConsent alices = this.store.find(KEY.id());
		GrantKey bobs = key("bob", "client");
		this.store.save(new StoredConsent(bobs.id(), alices.clientHash(), "bob", alices.expiresAt(), alices.content()));
		this.store.save(new StoredConsent(key("alice", "other").id(), alices.clientHash(), "alice", alices.expiresAt(),
				alices.content()));
		assertThat(this.consents.cover(bobs, CLIENT, Set.of("read"))).isFalse();
		assertThat(this.consents.of("bob")).isEmpty();
		assertThat(this.consents.cover(key("alice", "other"), CLIENT, Set.of("read"))).isFalse();
		this.store.save(
				new StoredConsent(KEY.id(), alices.clientHash(), "alice", alices.expiresAt(), "x" + alices.content()));
		assertThat(this.consents.cover(KEY, CLIENT, Set.of("read"))).isFalse();
	}

	@Tag("M15")
	@Test
	void addWhenSavedThenStoreDoesNotSayWhatForWhom() {
		this.consents.add(KEY, CLIENT, Set.of("read"));
		assertThat(this.store.find(KEY.id()).toString()).doesNotContain("client\"", "app.example.com", "read");
	}

	@Test
	void ofWhenThereAreSeveralThenTheirOwnOnly() {
		this.consents.add(KEY, CLIENT, Set.of("read"));
		this.consents.add(key("alice", "other"), CLIENT, Set.of());
		this.consents.add(key("bob", "client"), CLIENT, Set.of("read"));
		assertThat(this.consents.of("alice")).extracting(RememberedConsent::key)
			.containsExactlyInAnyOrder(KEY, key("alice", "other"));
	}

	@Test
	void idWhenPartsAreCutElsewhereThenAnother() {
		assertThat(List.of(new GrantKey("a b", "c", "d", "e").id(), new GrantKey("a", "b c", "d", "e").id(),
				new GrantKey("a", "b", "c d", "e").id(), new GrantKey("a", "b", "c", "d e").id()))
			.doesNotHaveDuplicates();
	}

}
