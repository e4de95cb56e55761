package io.github.mcpoauth.fault;

import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.function.BiConsumer;

import com.nimbusds.jwt.JWTClaimsSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestTokens;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tokens of an issuer whose clock is not the one here.
 */
@Tag("FT15")
@ExtendWith(OutputCaptureExtension.class)
class ClockFaultTests {

	private static final String WARNING = "synchronize the clocks";

	@RegisterExtension
	static final FacadeServer facade = FacadeServer.start();

	private final TestTokens tokens = facade.provider().tokens();

	/** Half a minute is left for a machine that is busy. */
	@ParameterizedTest
	@ValueSource(ints = { -30, 0, 30, 55 })
	void callWhenClocksDifferByLessThanAMinuteThenNobodyNotices(int secondsAhead, CapturedOutput output) {
		Reply reply = call((claims, now) -> claims.issueTime(at(now, secondsAhead))
			.notBeforeTime(at(now, secondsAhead))
			.expirationTime(at(now, secondsAhead + 300)));
		assertThat(reply.status()).as(reply.body()).isEqualTo(200);
		Reply justOver = call((claims, now) -> claims.issueTime(at(now, -300)).expirationTime(at(now, -25)));
		assertThat(justOver.status()).as(justOver.body()).isEqualTo(200);
		assertThat(output).doesNotContain(WARNING);
	}

	@ParameterizedTest
	@CsvSource({ "iat, 180", "nbf, 180", "nbf, 86400" })
	void callWhenIssuerIsAheadByMoreThen401(String claim, int secondsAhead) {
		Reply reply = call((claims, now) -> {
			claims.issueTime(at(now, claim.equals("iat") ? secondsAhead : 0)).expirationTime(at(now, 100_000));
			if (claim.equals("nbf")) {
				claims.notBeforeTime(at(now, secondsAhead));
			}
		});
		assertThat(reply.status()).isEqualTo(401);
		assertThat(reply.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
	}

	@Test
	void callWhenTokenIsOverByMoreThen401() {
		assertThat(call((claims, now) -> claims.issueTime(at(now, -600)).expirationTime(at(now, -90))).status())
			.isEqualTo(401);
	}

	/** What each caller sees is one refused token; the operator is told what is wrong. */
	@Test
	void callWhenIssuerIsAheadByMoreThenOneWarningNamesTheDifference(CapturedOutput output) {
		try (FacadeServer other = FacadeServer.start()) {
			TestTokens ahead = other.provider().tokens();
			for (int i = 0; i < 5; i++) {
				String token = ahead.with((claims) -> claims.jwtID(UUID.randomUUID().toString())
					.issueTime(at(Instant.now(), 600))
					.expirationTime(at(Instant.now(), 900)));
				assertThat(FacadeFlow.callMcp(other.server(), token).status()).isEqualTo(401);
				assertThat(output).doesNotContain(token);
			}
			assertThat(output.toString().lines().filter((line) -> line.contains(WARNING))).singleElement()
				.asString()
				.contains(" WARN ", "The clock of " + other.provider().issuer() + " is ", " seconds ahead")
				.containsPattern("is (59\\d|600) seconds ahead");
		}
	}

	/** Anybody can write any time into a token that nobody has signed. */
	@Test
	void callWhenTokenIsForgedThenNoWarning(CapturedOutput output) {
		try (FacadeServer other = FacadeServer.start()) {
			TestTokens forger = new TestTokens(other.provider().issuer(), FacadeServer.RESOURCE,
					TestTokens.key("key-1", 2048));
			String forged = forger
				.with((claims) -> claims.issueTime(at(Instant.now(), 600)).expirationTime(at(Instant.now(), 900)));
			assertThat(FacadeFlow.callMcp(other.server(), forged).status()).isEqualTo(401);
			TestTokens foreign = new TestTokens("https://other.example", FacadeServer.RESOURCE,
					other.provider().tokens().key());
			String stranger = foreign
				.with((claims) -> claims.issueTime(at(Instant.now(), 600)).expirationTime(at(Instant.now(), 900)));
			assertThat(FacadeFlow.callMcp(other.server(), stranger).status()).isEqualTo(401);
			assertThat(output).doesNotContain(WARNING);
		}
	}

	private Reply call(BiConsumer<JWTClaimsSet.Builder, Instant> times) {
		String token = this.tokens.with((claims) -> times.accept(claims, Instant.now()));
		return FacadeFlow.callMcp(facade.server(), token);
	}

	private static Date at(Instant now, int seconds) {
		return Date.from(now.plusSeconds(seconds));
	}

}
