package io.github.mcpoauth.upstream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;

import io.github.mcpoauth.net.HttpAnswer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That any answer of a token endpoint is tokens, an error that may be shown, or a failure
 * of the provider's.
 */
class TokenAnswerFuzzTests {

	private static final String SECRET = "the-secret-of-this-server";

	@DictionaryEntries({ "{\"access_token\":\"a\"", "\"token_type\":\"Bearer\"", "\"expires_in\":", "\"3600\"",
			"\"refresh_token\":\"", "\"id_token\":\"", "{\"error\":\"invalid_grant\"", "\"bad_refresh_token\"",
			"\"error_description\":\"the-secret-of-this-server", "Sun, 29 Nov 2026 09:13:08 GMT" })
	@FuzzTest
	void readWhenAnyAnswerThenTokensOrAnErrorOrAFailure(FuzzedDataProvider data) {
		int status = data.pickValue(List.of(200, 400, 401, 429, 500));
		String retryAfter = data.consumeAsciiString(40);
		HttpAnswer answer = new HttpAnswer(status, data.consumeRemainingAsBytes(), retryAfter);
		Duration wait = RetryAfter.of(retryAfter, Instant.EPOCH);
		if (wait != null) {
			assertThat(wait).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(5));
		}
		ErrorAnswer error = ErrorAnswer.read(answer, List.of(SECRET));
		if (error != null) {
			assertThat(error.description()).matches("[!-~ ]{1,200}").doesNotContain(SECRET);
			assertThat(error.toClientError().code()).matches("[a-z_]+");
			return;
		}
		try {
			UpstreamTokens tokens = TokenAnswer.read(answer);
			assertThat(status).isEqualTo(200);
			assertThat(tokens.accessToken()).matches("[ -~]+");
			assertThat((tokens.refreshToken() != null) ? tokens.refreshToken() : "").matches("[ -~]*");
			assertThat((tokens.expiresIn() != null) ? tokens.expiresIn() : 0).isNotNegative();
		}
		catch (UpstreamUnavailableException ex) {
			assertThat(ex.getMessage()).matches("[!-~ ]+");
		}
	}

}
