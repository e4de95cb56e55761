package io.github.mcpoauth.attack;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.CodeFlow;
import io.github.mcpoauth.support.Deployment;
import io.github.mcpoauth.support.EachLoginMode;
import io.github.mcpoauth.support.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Codes that are replayed, stolen, guessed, old or used for something else (RFC 6749
 * section 4.1.2, RFC 9700 section 4.5). See {@link SharedCodeAttackTests} for several
 * instances.
 */
@EachLoginMode
class CodeAttackTests {

	private final Deployment deployment;

	private final CodeFlow flow;

	CodeAttackTests(Deployment deployment) {
		this.deployment = deployment;
		this.flow = deployment.register(",\"grant_types\":[\"authorization_code\",\"refresh_token\"]");
	}

	/**
	 * Tokens of the facade are the provider's to revoke, which sees the replay as well.
	 */
	@Tag("C1")
	@Test
	void tokenWhenCodeIsReplayedThenInvalidGrantAndTheFirstTokensAreRevoked() {
		Map<String, String> request = this.flow.tokenRequest(code());
		Map<String, Object> tokens = this.flow.token(request).json();
		String accessToken = (String) tokens.get("access_token");
		assertThat(this.deployment.callWith(accessToken).status()).isEqualTo(200);
		assertInvalidGrant(this.flow.token(request));
		if (this.deployment == Deployment.AUTHORIZATION_SERVER) {
			assertThat(this.deployment.callWith(accessToken).status()).isEqualTo(401);
			assertInvalidGrant(this.flow.token(this.flow.refreshRequest((String) tokens.get("refresh_token"))));
		}
		assertInvalidGrant(this.flow.token(request));
	}

	@Tag("C2")
	@Test
	void tokenWhenCodeIsRedeemed32TimesAtOnceThenOnce() {
		Map<String, String> request = this.flow.tokenRequest(code());
		List<Reply> replies = IntStream.range(0, 32).parallel().mapToObj((i) -> this.flow.token(request)).toList();
		assertThat(replies).extracting(Reply::status).containsOnlyOnce(200).containsOnly(200, 400);
		assertThat(replies).filteredOn((reply) -> reply.status() == 400)
			.allSatisfy(CodeAttackTests::assertInvalidGrant);
	}

	/** What was never issued must not count as a replay of what was. */
	@Tag("C4")
	@Test
	void tokenWhenCodeIsGuessedThenInvalidGrantAndTheRightOneIsStillGood() {
		String code = code();
		String other = code();
		int half = code.length() / 2;
		String flipped = code.substring(0, half) + ((code.charAt(half) == 'A') ? 'B' : 'A') + code.substring(half + 1);
		for (String guess : new String[] { code + "A", "A" + code, code.substring(0, code.length() - 4),
				code.substring(4), code.substring(0, half), code.substring(0, half) + other.substring(half), flipped,
				code + code, code + "\0", code + "%00", code.substring(0, half) + "*" }) {
			assertInvalidGrant(this.flow.token(this.flow.tokenRequest(guess)));
		}
		Map<String, Object> tokens = this.flow.token(this.flow.tokenRequest(code)).json();
		assertInvalidGrant(this.flow.token(this.flow.tokenRequest(flipped)));
		assertThat(this.deployment.callWith((String) tokens.get("access_token")).status()).isEqualTo(200);
	}

	/**
	 * The clock of the facade can't be set from here, see {@code SealedLifetimesTests}.
	 */
	@Tag("C5")
	@Test
	void tokenWhenCodeIsOlderThanAMinuteThenInvalidGrant() {
		if (this.deployment == Deployment.FACADE) {
			return;
		}
		String code = code();
		OAuth2AuthorizationService grants = this.deployment.server().bean(OAuth2AuthorizationService.class);
		OAuth2Authorization grant = grants.findByToken(code, new OAuth2TokenType("code"));
		Instant expiresAt = Instant.now().minusSeconds(1);
		grants.save(OAuth2Authorization.from(grant)
			.token(new OAuth2AuthorizationCode(code, expiresAt.minusSeconds(60), expiresAt))
			.build());
		assertInvalidGrant(this.flow.token(this.flow.tokenRequest(code)));
	}

	@Tag("C6")
	@Test
	void tokenWhenVerifierIsTheAttackersThenInvalidGrantAndStillTheVictims() {
		Map<String, String> victims = this.flow.tokenRequest(code());
		Map<String, String> attackers = this.flow.tokenRequest(victims.get("code"));
		attackers.put("code_verifier", "the-verifier-of-an-attacker-with-43-or-more-characters");
		assertInvalidGrant(this.flow.token(attackers));
		assertThat(this.flow.token(victims).status()).isEqualTo(200);
	}

	/**
	 * That somebody else has it is enough for the platform to have it be good no more.
	 */
	@Tag("C6")
	@Test
	void tokenWhenClientIsTheAttackersThenInvalidGrant() {
		Map<String, String> victims = this.flow.tokenRequest(code());
		CodeFlow attacker = this.deployment.register();
		assertInvalidGrant(attacker.token(attacker.tokenRequest(victims.get("code"))));
		assertThat(this.flow.token(victims).status()).isEqualTo((this.deployment == Deployment.FACADE) ? 200 : 400);
	}

	/** An attacker's code in the answer to a victim: the verifier is the victim's. */
	@Tag("C6")
	@Test
	void tokenWhenCodeIsInjectedThenInvalidGrant() {
		String verifier = "the-verifier-of-an-attacker-with-43-or-more-characters";
		CodeFlow attacker = this.deployment.client(this.flow.clientId());
		Map<String, String> attackers = attacker.request();
		attackers.put("code_challenge", ClientRequests.challenge(verifier));
		assertInvalidGrant(this.flow.token(this.flow.tokenRequest(attacker.code(attackers))));
	}

	@Tag("C10")
	@Test
	void codeWhenIssuedThenLongAndOfOneUseAlone() {
		List<String> codes = IntStream.range(0, 4).mapToObj((i) -> code()).toList();
		assertThat(codes).doesNotHaveDuplicates().allSatisfy((code) -> {
			// 128 bits are 22 characters of base64url
			assertThat(code).hasSizeGreaterThanOrEqualTo(43).matches("[A-Za-z0-9_-]+");
			assertThat(codes.stream().filter((other) -> other.regionMatches(2, code, 2, 16))).hasSize(1);
		});
	}

	/** Each kind of secret is good for one thing. */
	@Tag("C4")
	@Test
	void tokenWhenOneSecretIsShownForAnotherThenRefused() {
		String code = code();
		assertThat(this.deployment.callWith(code).status()).isEqualTo(401);
		assertInvalidGrant(this.flow.token(this.flow.refreshRequest(code)));
		Map<String, Object> tokens = this.flow.token(this.flow.tokenRequest(code)).json();
		for (String name : new String[] { "access_token", "refresh_token" }) {
			assertInvalidGrant(this.flow.token(this.flow.tokenRequest((String) tokens.get(name))));
		}
	}

	/** A code of the client's, each in a browser that nobody has logged in with. */
	private String code() {
		return this.deployment.client(this.flow.clientId()).code();
	}

	private static void assertInvalidGrant(Reply reply) {
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.json()).containsEntry("error", "invalid_grant").doesNotContainKey("access_token");
		assertThat(reply.header("Cache-Control")).contains("no-store");
	}

}
