package io.github.mcpoauth.attack;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;

import io.github.mcpoauth.support.AllModes;
import io.github.mcpoauth.support.Deployment;
import io.github.mcpoauth.support.TestTokens;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tokens that their issuer has signed and that say the wrong thing, with values that no
 * library would write (RFC 7519 section 4.1).
 */
class JwtClaimAttackTests {

	private static final Pattern TIME = Pattern.compile("NOW([+-]\\d+)");

	/** Claims and what they say, in JSON. */
	private static final String WRONG = """
			exp |
			exp | null
			exp | "NOW+300"
			exp | "tomorrow"
			exp | true
			exp | [NOW+300]
			exp | {"a":NOW+300}
			exp | 0
			exp | -1
			exp | -9223372036854775808
			exp | NOW-70
			nbf | "1"
			nbf | "tomorrow"
			nbf | []
			nbf | NOW+70
			iat | "tomorrow"
			iat | {}
			iat | NOW+70
			iat | 4102444800
			iss |
			iss | null
			iss | ""
			iss | 5
			iss | ["ISSUER"]
			iss | "ISSUER/"
			iss | "ISSUER "
			iss | "ISSUER\\u0000"
			iss | "https://evil.example"
			iss | "https://evil.example/ISSUER"
			aud | null
			iss | "ISSUER","iss":"https://evil.example"
			aud | "https://evil.example","aud":"http://localhost:9999/mcp"
			exp | NOW-700,"exp":NOW+300
			""";

	private static final String RIGHT = """
			exp | NOW-50
			nbf | NOW+50
			nbf | 1
			iat | NOW+50
			iat |
			x   | {"a":[[[1]]]}
			""";

	@Tag("G10")
	@Tag("G16")
	@Tag("G19")
	@Tag("F14")
	@AllModes
	void callWhenAClaimIsWrongThenInvalidToken(Deployment deployment) {
		SoftAssertions.assertSoftly((softly) -> WRONG.lines()
			.forEach((line) -> softly
				.assertThatCode(() -> InvalidTokens.assertRefused(deployment.callWith(token(deployment, line)), line))
				.doesNotThrowAnyException()));
	}

	@Tag("G16")
	@AllModes
	void callWhenClocksDifferByLessThanAMinuteThenAccepted(Deployment deployment) {
		RIGHT.lines()
			.forEach((line) -> assertThat(deployment.callWith(token(deployment, line)).status()).as(line)
				.isEqualTo(200));
	}

	private static String token(Deployment deployment, String line) {
		Map<String, String> claims = new LinkedHashMap<>();
		claims.put("iss", "\"ISSUER\"");
		claims.put("sub", "\"alice\"");
		claims.put("aud", "\"" + Deployment.RESOURCE + "\"");
		claims.put("iat", "NOW-120");
		claims.put("exp", "NOW+300");
		claims.put("scope", "\"mcp:connect\"");
		String[] claim = line.split("\\|", 2);
		claims.put(claim[0].strip(), claim[1].strip());
		claims.values().removeIf(String::isEmpty);
		String json = claims.entrySet()
			.stream()
			.map((entry) -> "\"" + entry.getKey() + "\":" + entry.getValue())
			.collect(Collectors.joining(",", "{", "}"));
		return sign(deployment.tokens(), atNow(json.replace("ISSUER", deployment.tokenIssuer())));
	}

	private static String atNow(String text) {
		return TIME.matcher(text)
			.replaceAll((match) -> String.valueOf(Instant.now().getEpochSecond() + Long.parseLong(match.group(1))));
	}

	private static String sign(TestTokens tokens, String claims) {
		try {
			return RawTokens.sign("RS256", tokens.key().toPrivateKey(),
					"{\"alg\":\"RS256\",\"kid\":\"" + tokens.key().getKeyID() + "\"}", claims);
		}
		catch (JOSEException ex) {
			throw new AssertionError(ex);
		}
	}

	/** Whatever the issuer signs for another use (RFC 8725 section 3.11). */
	@Tag("F6")
	@AllModes
	void callWhenTypeIsThatOfAnotherTokenThenInvalidToken(Deployment deployment) {
		for (String type : new String[] { "logout+jwt", "dpop+jwt", "secevent+jwt", "oauth-id-jag+jwt",
				"token-introspection+jwt", "client-authentication+jwt", "JOSE", "x" }) {
			InvalidTokens.assertRefused(deployment
				.callWith(deployment.tokens().with((header) -> header.type(new JOSEObjectType(type)), (claims) -> {
				})), type);
		}
	}

	/** CVE-2025-53864. What is deeper does not fit into a header. */
	@Tag("G11")
	@AllModes
	void callWhenPayloadIsNestedDeeplyThenInvalidToken(Deployment deployment) {
		for (int depth : new int[] { 500, 2000, 2700 }) {
			for (String nested : new String[] { "[".repeat(depth) + "]".repeat(depth), "[".repeat(depth) }) {
				InvalidTokens.assertRefused(deployment.callWith(sign(deployment.tokens(), "{\"a\":" + nested + "}")),
						"payload " + depth);
				InvalidTokens.assertRefused(
						deployment.callWith(RawTokens.base64("{\"alg\":\"RS256\",\"a\":" + nested + "}") + ".e30.AAAA"),
						"header " + depth);
			}
		}
	}

}
