package io.github.mcpoauth.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.mcpoauth.support.AllModes;
import io.github.mcpoauth.support.Deployment;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.LoginModes;
import io.github.mcpoauth.support.RawHttp;
import io.github.mcpoauth.support.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is no token, and tokens where none belongs (RFC 6750 section 2).
 */
class BearerAttackTests {

	@Tag("G15")
	@AllModes
	void callWhenThereIsNoBearerTokenThenChallengeWithoutError(Deployment deployment) {
		InvalidTokens.assertChallenged(deployment.call("{}"), "none");
		for (String authorization : List.of("Basic YWxpY2U6d29uZGVybGFuZA==", "Digest username=\"alice\"",
				"Negotiate YII=", "DPoP a.b.c", "Token a", "Bear er", "BearerToken", "Bearer")) {
			Reply reply = deployment.call("{}", "Authorization", authorization);
			if (authorization.startsWith("Bearer")) {
				InvalidTokens.assertRefused(reply, authorization);
			}
			else {
				InvalidTokens.assertChallenged(reply, authorization);
			}
		}
	}

	@Tag("G14")
	@AllModes
	void callWhenTokenIsAnywhereElseThenIgnored(Deployment deployment) {
		String token = deployment.accessToken("mcp:connect");
		String url = deployment.server().url("/mcp");
		Http http = new Http();
		for (String name : List.of("access_token", "bearer_token", "token", "Authorization")) {
			InvalidTokens.assertChallenged(http.postJson(url + "?" + name + "=" + token, "{}"), name);
			InvalidTokens.assertChallenged(http.get(url + "?" + name + "=Bearer%20" + token), name);
			InvalidTokens.assertChallenged(http.postForm(url, Map.of(name, token)), name);
			InvalidTokens.assertChallenged(http.postJson(url, "{\"" + name + "\":\"" + token + "\"}"), name);
			InvalidTokens.assertChallenged(deployment.call("{}", "Cookie", name + "=" + token), name);
			InvalidTokens.assertChallenged(deployment.call("{}", "X-" + name, "Bearer " + token), name);
		}
		InvalidTokens.assertChallenged(deployment.call("{}", "Proxy-Authorization", "Bearer " + token), "proxy");
		InvalidTokens.assertChallenged(deployment.call("{}", "X-API-Key", token), "API key");
	}

	/** A proxy may have looked at the other one. */
	@Tag("G14")
	@AllModes
	void callWhenThereAreTwoAuthorizationHeadersThen400(Deployment deployment) {
		String good = "Authorization: Bearer " + deployment.accessToken("mcp:connect");
		for (List<String> headers : List.of(List.of(good, good), List.of(good, "Authorization: Basic YTpi"),
				List.of("authorization: Bearer a", good), List.of(good, "AUTHORIZATION:"))) {
			Reply reply = RawHttp.send(deployment.server().port(), "POST /mcp HTTP/1.1", "Host: localhost",
					"Content-Length: 0", headers.get(0), headers.get(1));
			assertThat(reply.status()).as(headers.toString()).isEqualTo(400);
			assertThat(reply.header("WWW-Authenticate")).contains("error=\"invalid_request\"");
		}
	}

	/**
	 * RFC 9110 section 11.6.2: the header is a single one at the other endpoints, too.
	 */
	@Tag("G14")
	@LoginModes
	void tokenWhenThereAreTwoAuthorizationHeadersThenInvalidRequest(Deployment deployment) {
		for (String path : List.of("/oauth2/token", "/oauth2/revoke")) {
			Reply reply = new Http().postForm(deployment.server().url(path), Map.of("token", "x"), "Authorization",
					"Basic YTpi", "Authorization", "Basic Yzpk");
			assertThat(reply.status()).as(path).isEqualTo(400);
			assertThat(reply.json()).containsEntry("error", "invalid_request");
			assertThat((String) reply.json().get("error_description")).contains("Authorization header");
		}
	}

	@Tag("G19")
	@AllModes
	void callWhenSchemeIsInAnotherCaseThenAccepted(Deployment deployment) {
		String token = deployment.accessToken("mcp:connect");
		for (String scheme : List.of("bearer", "BEARER", "bEaReR")) {
			assertThat(deployment.call("{}", "Authorization", scheme + " " + token).status()).isEqualTo(200);
		}
	}

	@Tag("G13")
	@AllModes
	void callWhenTokenIsGarbageThenInvalidToken(Deployment deployment) {
		garbage(deployment.accessToken("mcp:connect")).forEach(
				(garbage) -> InvalidTokens.assertRefused(send(deployment, "POST /mcp HTTP/1.1", garbage), garbage));
	}

	@Tag("G13")
	@Test
	void userinfoWhenTokenIsGarbageThenInvalidToken() {
		Deployment deployment = Deployment.AUTHORIZATION_SERVER;
		garbage(deployment.accessToken("mcp:connect")).forEach((garbage) -> {
			Reply reply = send(deployment, "GET /oauth2/userinfo HTTP/1.1", garbage);
			assertThat(reply.status()).as(garbage).isEqualTo(401);
			assertThat(reply.header("WWW-Authenticate")).as(garbage).startsWith("Bearer realm=\"userinfo\"");
		});
	}

	/**
	 * Garbage, and a good token in ways that RFC 7515 section 2 has no base64url in, so
	 * that whoever compares tokens as texts takes it for another.
	 */
	private static List<String> garbage(String good) {
		List<String> all = new ArrayList<>(List.of("x", ".", "..", "...", "a.b.c", "a.b.c.d.e", ".".repeat(4000),
				"%%%.%%%.%%%", "\u00fc.\u00fc.\u00fc", "\u00ff", "ey.ey.ey", "e30.e30.e30", "bnVsbA.e30.AAAA",
				"W10.e30.AAAA", "MQ.MQ.MQ", "eyJhbGciOjV9.e30.AAAA", "eyJhbGciOnt9fQ.e30.AAAA",
				"eyJhbGciOiJSUzI1NiJ9.bnVsbA.AAAA", "eyJhbGciOiJSUzI1NiJ9.W10.AAAA", "=", "a=b", "\"a\"", "a,b", "a b",
				"{}", "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAAA.AAAA.AAAA"));
		Function<String, String> inSignature = (text) -> good.substring(0, good.length() - 20) + text
				+ good.substring(good.length() - 20);
		all.addAll(List.of(good + ".", "." + good, good + ".e30", good + "=", good + "==", inSignature.apply("~"),
				inSignature.apply("."), inSignature.apply("="), inSignature.apply(" "), inSignature.apply("%"),
				good + "~", good + "/", good + "+", good.replaceFirst("\\.", "..")));
		return all;
	}

	private static Reply send(Deployment deployment, String line, String token) {
		return RawHttp.send(deployment.server().port(), line, "Host: localhost", "Content-Length: 0",
				"Authorization: Bearer " + token);
	}

	@Tag("G11")
	@AllModes
	void callWhenHeaderIsTooLongThenRefusedBeforeItIsRead(Deployment deployment) {
		for (int length : new int[] { 8200, 70_000, 1_000_000 }) {
			assertThat(send(deployment, "POST /mcp HTTP/1.1", "a".repeat(length)).status()).isIn(400, 431);
		}
	}

}
