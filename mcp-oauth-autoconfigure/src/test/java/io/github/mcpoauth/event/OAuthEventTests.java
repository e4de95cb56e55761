package io.github.mcpoauth.event;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.mcpoauth.core.Scopes;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What events say of clients.
 */
class OAuthEventTests {

	private static final String SEALED = "AQ7xK0b9Zc3mJ1T5uYwQ8eRd" + "x".repeat(200);

	private final OAuthEvent.Client sealed = new OAuthEvent.Client(SEALED, "A \"good\"\nclient");

	@Test
	void clientWhenIdentifierIsLongThenAsRevokedClientsKnowsIt() {
		assertThat(this.sealed.shortId()).isEqualTo("AQ7xK0b9Zc3mJ1T5uYwQ8eRd*");
		assertThat(this.sealed).hasToString("AQ7xK0b9Zc3mJ1T5uYwQ8eRd* (A 'good' client)");
		assertThat(this.sealed.id()).isEqualTo(SEALED);
	}

	@Test
	void clientWhenIdentifierIsShortOrAnUrlThenWhole() {
		String url = "https://app.example.com/" + "a".repeat(100);
		assertThat(new OAuthEvent.Client("client_0123456789abcdefghijklmnopq", null).shortId())
			.isEqualTo("client_0123456789abcdefghijklmnopq");
		assertThat(new OAuthEvent.Client(url, null).shortId()).isEqualTo(url);
		assertThat(new OAuthEvent.Client(url.repeat(5), null).shortId()).hasSize(25);
		assertThat(new OAuthEvent.Client("a\n\"b", null).shortId()).isEqualTo("a 'b");
	}

	@Test
	void detailsWhenSomethingIsNotKnownThenLeftOut() {
		TokensIssued issued = new TokensIssued(null, new OAuthEvent.Client("a", null), null, Scopes.none(),
				"client_credentials");
		assertThat(issued.details()).containsOnlyKeys("client_id", "grant_type");
		assertThat(ClientAuthenticationFailed.of(null).details()).isEmpty();
	}

	@Test
	void detailsWhenThereAreSeveralValuesThenInOneText() {
		assertThat(new ClientRegistered(this.sealed, List.of("a.example", "b.example"), true).details())
			.containsEntry("redirect_hosts", "a.example b.example");
		assertThat(
				new CodeReplayed("alice", this.sealed, "https://a.example/mcp", Scopes.of("read", "write")).details())
			.containsEntry("scope", "read write");
	}

}
