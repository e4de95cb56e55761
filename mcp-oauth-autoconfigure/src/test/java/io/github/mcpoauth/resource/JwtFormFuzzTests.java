package io.github.mcpoauth.resource;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jwt.SignedJWT;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That a token is looked at without falling over it, and that the issuer by which its
 * verifier is chosen is the one that Nimbus sees.
 */
class JwtFormFuzzTests {

	@DictionaryEntries({ "eyJhbGciOiJSUzI1NiJ9", "eyJpc3MiOiJhOmIifQ", ".", "..", "e30", "bnVsbA", "W10" })
	@FuzzTest
	void issuerWhenAnyTokenThenAsNimbusReadsIt(byte[] input) {
		String token = new String(input, StandardCharsets.UTF_8);
		SignedJWT jwt = parse(token);
		assertThat(JwtForm.issuer(token)).isEqualTo((jwt != null) ? issuer(jwt) : null);
		if (jwt != null) {
			assertThat(JwtForm.matches(token)).isTrue();
		}
	}

	private static @Nullable SignedJWT parse(String token) {
		try {
			return SignedJWT.parse(token);
		}
		catch (ParseException | NullPointerException ex) { // of a header that is null
			return null;
		}
	}

	private static @Nullable String issuer(SignedJWT jwt) {
		try {
			return jwt.getJWTClaimsSet().getIssuer();
		}
		catch (ParseException ex) {
			return null;
		}
	}

}
