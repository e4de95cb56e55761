package io.github.mcpoauth.facade;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.jose.KeyRing;
import io.github.mcpoauth.jose.SealPurpose;
import io.github.mcpoauth.jose.Sealer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * How long what travels opens.
 */
class SealedLifetimesTests {

	private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);

	private static final KeyRing KEYS = KeyRing.of("a secret of the tests, thirty-two or more characters", List.of());

	private static final BrowserBinding.Ticket BROWSER = new BrowserBinding.Ticket("id", "fingerprint");

	private static final AuthorizationRequest REQUEST = new AuthorizationRequest("client", "https://a.example/cb", "",
			"challenge", Scopes.of("a", "b"), "/mcp");

	@Tag("C5")
	@Test
	void codeWhenOlderThanAMinuteThenDoesNotOpen() {
		AuthorizationCode code = AuthorizationCode.of(new UpstreamLogin(REQUEST, "verifier", BROWSER), "code");
		String sealed = code.seal(at(Duration.ZERO));
		assertThat(AuthorizationCode.open(at(Duration.ofSeconds(59)), sealed)).contains(code);
		assertThat(AuthorizationCode.open(at(Duration.ofSeconds(60)), sealed)).isEmpty();
	}

	@Tag("D13")
	@Test
	void stateWhenOlderThanTenMinutesThenDoesNotOpen() {
		UpstreamLogin login = new UpstreamLogin(REQUEST, "verifier", BROWSER);
		String sealed = login.seal(at(Duration.ZERO));
		assertThat(UpstreamLogin.open(at(Duration.ofSeconds(599)), sealed)).contains(login);
		assertThat(UpstreamLogin.open(at(Duration.ofSeconds(600)), sealed)).isEmpty();
	}

	@Tag("D6")
	@Test
	void consentWhenOlderThanTenMinutesThenDoesNotOpen() {
		ConsentTransaction transaction = new ConsentTransaction(REQUEST, BROWSER, "token");
		String sealed = transaction.seal(at(Duration.ZERO));
		assertThat(ConsentTransaction.open(at(Duration.ofSeconds(599)), sealed)).contains(transaction);
		assertThat(ConsentTransaction.open(at(Duration.ofSeconds(600)), sealed)).isEmpty();
	}

	/** The provider decides how long it is good. */
	@Test
	void refreshTokenWhenYearsOldThenOpens() {
		RefreshToken token = new RefreshToken("token", "client", Scopes.none(), "/mcp");
		String sealed = token.seal(at(Duration.ZERO));
		assertThat(RefreshToken.open(at(Duration.ofDays(3650)), sealed)).contains(token);
	}

	/** An int of seconds ends in 2038. */
	@Test
	void codeWhenSealedIn2040ThenOpens() {
		Duration until2040 = Duration.between(NOW, Instant.parse("2040-01-01T00:00:00Z"));
		String sealed = at(until2040).seal(SealPurpose.CODE, Duration.ofSeconds(60), List.of("a"));
		assertThat(at(until2040).open(SealPurpose.CODE, sealed, 1)).contains(List.of("a"));
		assertThat(at(until2040.plusSeconds(60)).open(SealPurpose.CODE, sealed, 1)).isEmpty();
	}

	@Test
	void openWhenPurposeOrNumberOfFieldsIsAnotherThenEmpty() {
		String sealed = at(Duration.ZERO).seal(SealPurpose.CODE, null, List.of("a", "b"));
		assertThat(at(Duration.ZERO).open(SealPurpose.CODE, sealed, 2)).isPresent();
		assertThat(at(Duration.ZERO).open(SealPurpose.CODE, sealed, 3)).isEmpty();
		for (SealPurpose purpose : SealPurpose.values()) {
			assertThat(at(Duration.ZERO).open(purpose, sealed, 2).isPresent()).as(purpose.name())
				.isEqualTo(purpose == SealPurpose.CODE);
		}
	}

	@Test
	void sealWhenAFieldHoldsTheSeparatorThenRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> at(Duration.ZERO).seal(SealPurpose.CODE, null, List.of("a\0b")));
	}

	@Test
	void toStringWhenPrintedThenHoldsNoSecret() {
		UpstreamLogin login = new UpstreamLogin(REQUEST, "the-verifier", BROWSER);
		assertThat(login.toString()).doesNotContain("the-verifier");
		assertThat(AuthorizationCode.of(login, "the-code").toString()).doesNotContain("the-code", "the-verifier");
		assertThat(new RefreshToken("the-token", "client", Scopes.none(), "/mcp").toString())
			.doesNotContain("the-token");
	}

	private static SealedFields at(Duration later) {
		Clock clock = Clock.fixed(NOW.plus(later), ZoneOffset.UTC);
		return new SealedFields(new Sealer(KEYS, clock), clock);
	}

}
