package io.github.mcpoauth.sample;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The realm's signing key is changed under running servers, as planned or because it was
 * stolen. Each test has servers of its own, since one that has just looked for a key that
 * it did not know looks again half a minute later.
 */
class KeycloakKeyRotationTests {

	private final BreakableKeycloak keycloak = BreakableKeycloak.whole();

	private final URI issuer = this.keycloak.issuer();

	private final KeycloakKeys keys = this.keycloak.keys();

	@AutoClose
	private final RunningSample facade = RunningSample.facade(this.issuer);

	@AutoClose
	private final RunningSample resourceServer = RunningSample.resourceServer(this.issuer);

	private final List<McpServer> servers = List.of(this.facade.server(), this.resourceServer.server());

	private final OAuthClient client = OAuthClient.registeredAt(this.facade.server());

	private final Tokens old = KeycloakLogin.byWayOfFacade(this.client, this.issuer);

	/** Of the same key, and new to the resource server, which remembers the other. */
	private final Tokens unseen = this.client.refresh(this.old);

	@Tag("FT7")
	@Test
	void callWhenKeyIsRotatedThenTokensOfTheNewOneAndOfTheOldOneAreGood() {
		assertIsGood(this.old);

		this.keys.rotate();
		this.keys.retireOldOnes();

		Tokens rotated = this.client.refresh(this.unseen);
		assertThat(this.keys.published()).contains(keyOf(this.old), keyOf(rotated));
		assertThat(keyOf(rotated)).isNotEqualTo(keyOf(this.unseen));
		assertIsGood(rotated);
		assertIsGood(this.old);
		assertIsGood(this.unseen);
		assertIsGood(KeycloakLogin.byWayOfFacade(this.client, this.issuer));
	}

	/** Also the one that was verified a moment ago, and is remembered. */
	@Tag("FT8")
	@Test
	void callWhenKeyIsRemovedThenItsTokensAreRefusedFromTheFirstUseOfTheNewOneOn() {
		assertIsGood(this.old);

		this.keys.rotate();
		this.keys.removeOldOnes();

		Tokens rotated = this.client.refresh(this.unseen);
		assertThat(this.keys.published()).contains(keyOf(rotated)).doesNotContain(keyOf(this.old));
		assertIsGood(rotated);
		assertIsRefused(this.old);
		assertIsRefused(this.unseen);
	}

	/** Whether the key is a new one or none, only Keycloak could say. */
	@Tag("FT4")
	@Test
	void callWhenKeyIsNewAndKeycloakIsFrozenThenTokenIsNotToBlame() {
		assertIsGood(this.old);
		this.keys.rotate();
		Tokens rotated = this.client.refresh(this.unseen);

		this.keycloak.freeze();

		ProviderOutage.assertNotToBlame(this.resourceServer.server().call(rotated.accessToken()));
		assertThat(this.facade.server().call(rotated.accessToken()).statusCode()).isEqualTo(200);
		assertIsGood(this.unseen);
	}

	private void assertIsGood(Tokens tokens) {
		for (McpServer server : this.servers) {
			HttpResponse<String> response = server.call(tokens.accessToken());
			assertThat(response.statusCode()).as(server + " " + response.body()).isEqualTo(200);
		}
	}

	private void assertIsRefused(Tokens tokens) {
		for (McpServer server : this.servers) {
			HttpResponse<String> response = server.call(tokens.accessToken());
			assertThat(response.statusCode()).as(server + " " + response.body()).isEqualTo(401);
			assertThat(Challenge.of(response).parameters()).containsEntry("error", "invalid_token");
		}
	}

	private static String keyOf(Tokens tokens) {
		byte[] header = Base64.getUrlDecoder().decode(tokens.accessToken().split("\\.")[0]);
		return new JsonMapper().readTree(header).path("kid").asString();
	}

}
