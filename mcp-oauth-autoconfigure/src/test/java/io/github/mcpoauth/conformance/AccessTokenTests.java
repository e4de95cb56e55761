package io.github.mcpoauth.conformance;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import com.nimbusds.jwt.JWTClaimsSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.mcpoauth.support.AllModes;
import io.github.mcpoauth.support.Deployment;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.RawHttp;
import io.github.mcpoauth.support.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Access tokens at the MCP endpoint (MCP authorization, token handling; OAuth 2.1 section
 * 5).
 */
class AccessTokenTests {

	@Checklist({ "A10", "A18" })
	@AllModes
	void callWhenTokenIsGoodThenAnsweredAndWithoutOne401(Deployment deployment) {
		assertThat(deployment.callWith(deployment.accessToken("mcp:connect")).status()).isEqualTo(200);
		assertThat(deployment.call("{}").status()).isEqualTo(401);
	}

	@Checklist({ "A10", "A13", "A18" })
	@AllModes
	void callWhenTokenWasChangedThen401InvalidToken(Deployment deployment) {
		String token = deployment.accessToken("mcp:connect");
		String[] parts = token.split("\\.");
		String signature = (parts[2].charAt(9) == 'A') ? "B" : "A";
		assertInvalidToken(deployment
			.callWith(parts[0] + "." + parts[1] + "." + parts[2].substring(0, 9) + signature + parts[2].substring(10)));
		assertInvalidToken(deployment.callWith("not-a-token"));
	}

	@Checklist("A13")
	@ParameterizedTest
	@EnumSource(names = { "RESOURCE_SERVER", "FACADE" })
	void callWhenTokenHasExpiredThen401InvalidToken(Deployment deployment) {
		assertInvalidToken(deployment
			.callWith(token(deployment, (claims) -> claims.expirationTime(Date.from(Instant.now().minusSeconds(90))))));
	}

	@Checklist({ "A11", "A12" })
	@ParameterizedTest
	@EnumSource(names = { "RESOURCE_SERVER", "FACADE" })
	void callWhenTokenIsForAnotherServerThen401InvalidToken(Deployment deployment) {
		for (String audience : List.of("https://other.example/mcp", Deployment.RESOURCE + "-evil",
				Deployment.BASE_URL)) {
			assertInvalidToken(deployment.callWith(token(deployment, (claims) -> claims.audience(audience))));
		}
		assertInvalidToken(deployment.callWith(token(deployment, (claims) -> claims.audience(List.of()))));
		assertInvalidToken(deployment.callWith(token(deployment, (claims) -> claims.issuer("https://other.example"))));
	}

	@Checklist({ "A14", "A16", "A40", "A41" })
	@AllModes
	void callWhenTheOneBeforeHadATokenThenItsOwnIsNeededAllTheSame(Deployment deployment) {
		Http client = new Http();
		String url = deployment.server().url("/mcp");
		Reply first = client.postJson(url, "{}", "Authorization", "Bearer " + deployment.accessToken("mcp:connect"),
				"Mcp-Session-Id", "a-session");
		assertThat(first.status()).isIn(200, 404);
		assertThat(first.header("Set-Cookie")).isNull();
		assertThat(client.postJson(url, "{}", "Mcp-Session-Id", "a-session").status()).isEqualTo(401);
	}

	@Checklist("A15")
	@AllModes
	void callWhenTokenIsInQueryOrFormThen401(Deployment deployment) {
		Http client = new Http();
		String token = deployment.accessToken("mcp:connect");
		String url = deployment.server().url("/mcp");
		assertThat(client.postJson(url + "?access_token=" + token, "{}").status()).isEqualTo(401);
		assertThat(client.postForm(url, Map.of("access_token", token)).status()).isEqualTo(401);
	}

	@Checklist("A18")
	@AllModes
	void callWhenAuthorizationIsMalformedThen400(Deployment deployment) {
		Reply reply = RawHttp.send(deployment.server().port(), "POST /mcp HTTP/1.1", "Host: localhost:9999",
				"Content-Length: 0", "Authorization: Bearer a", "Authorization: Bearer b");
		assertThat(reply.status()).isEqualTo(400);
	}

	private static String token(Deployment deployment, Consumer<JWTClaimsSet.Builder> change) {
		return deployment.provider().tokens().with(change);
	}

	private static void assertInvalidToken(Reply reply) {
		assertThat(reply.status()).isEqualTo(401);
		assertThat(reply.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
	}

}
