package io.github.mcpoauth.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Tag;

import io.github.mcpoauth.support.AllModes;
import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.CodeFlow;
import io.github.mcpoauth.support.Deployment;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.LoginModes;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.RawHttp;
import io.github.mcpoauth.support.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Headers that say where this server is, and who says so is anybody. No URL that it tells
 * comes from them.
 */
class HostAndHeaderAttackTests {

	private static final String EVIL = "evil.example";

	/** Names and values in turn, as {@link Http} takes them. */
	private static final String[] FORGED = { "Host", EVIL, "X-Forwarded-Host", EVIL, "X-Forwarded-Proto", "https",
			"X-Forwarded-Port", "1", "X-Forwarded-Prefix", "/" + EVIL, "X-Forwarded-For", "198.51.100.1",
			"X-Forwarded-Server", EVIL, "Forwarded", "host=" + EVIL + ";proto=https", "X-Original-URL", "/" + EVIL,
			"X-Rewrite-URL", "/" + EVIL, "X-Host", EVIL, "X-HTTP-Method-Override", "DELETE" };

	@Tag("L1")
	@Tag("L2")
	@Tag("L9")
	@AllModes
	void documentWhenHeadersAndQueryAreForgedThenTheSameDocument(Deployment deployment) {
		for (String path : WellKnown.documents(deployment)) {
			String url = deployment.server().url(path);
			Reply honest = new Http().get(url);
			assertThat(honest.status()).as(path).isEqualTo(200);
			assertThat(honest.body()).contains(Deployment.BASE_URL);
			for (Reply forged : List.of(new Http().get(url, FORGED), new Http().get(url + "?resource=https://" + EVIL),
					new Http().get(url, "Accept", "text/html", "Accept-Language", "de", "Origin", "https://" + EVIL,
							"Cookie", "a=b", "Authorization", "Bearer x", "User-Agent", EVIL))) {
				assertThat(forged.status()).isEqualTo(200);
				assertThat(forged.body()).isEqualTo(honest.body());
			}
		}
	}

	@Tag("L1")
	@Tag("L2")
	@AllModes
	void challengeWhenHeadersAreForgedThenTheSameChallengeOrNone(Deployment deployment) {
		String challenge = deployment.call("{}").header("WWW-Authenticate");
		assertThat(challenge).contains(Deployment.BASE_URL + "/.well-known/oauth-protected-resource/mcp");
		List<String> withoutHost = new ArrayList<>(List.of(FORGED)).subList(2, FORGED.length);
		Reply forwarded = deployment.call("{}", withoutHost.toArray(String[]::new));
		assertThat(forwarded.status()).isEqualTo(401);
		assertThat(forwarded.header("WWW-Authenticate")).isEqualTo(challenge);
		Reply host = deployment.call("{}", FORGED);
		assertThat(host.status()).isEqualTo(403);
		assertThat(host.headers().toString() + host.body()).doesNotContain(EVIL);
	}

	/** Each step of a login with forged headers: all that is told, and where it leads. */
	@Tag("L1")
	@Tag("L2")
	@LoginModes
	void loginWhenHeadersAreForgedThenNoUrlComesFromThem(Deployment deployment) {
		CodeFlow flow = deployment.register();
		List<Reply> replies = new ArrayList<>();
		String authorize = deployment.server().url("/oauth2/authorize?" + Http.encode(flow.request()));
		replies.add(new Http().get(authorize, FORGED));
		flow.consentPage(flow.request());
		Reply again = flow.browser().get(authorize, FORGED);
		replies.add(again);
		if (again.location() != null) {
			assertThat(again.location()).startsWith(Deployment.BASE_URL + "/");
			replies.add(flow.browser()
				.get(again.location().replace(Deployment.BASE_URL, deployment.server().url("")), FORGED));
		}
		replies.add(new Http().postJson(deployment.server().url("/oauth2/register"), ClientRequests.registration(""),
				FORGED));
		replies.add(new Http().postForm(deployment.server().url("/oauth2/token"), flow.tokenRequest("x"), FORGED));
		for (Reply reply : replies) {
			assertThat(reply.headers().toString() + reply.body()).doesNotContain(EVIL);
		}
	}

	/** The callback at the provider, and the issuer at the client. */
	@Tag("L2")
	@LoginModes
	void redirectWhenHeadersAreForgedThenToTheSamePlaces(Deployment deployment) {
		CodeFlow flow = deployment.register();
		String form = OAuthFlow.form(flow.consentPage(flow.request()), "approve");
		String path = (deployment == Deployment.FACADE) ? "/oauth2/consent" : "/oauth2/authorize";
		Reply redirect = flow.browser()
			.post(deployment.server().url(path), "application/x-www-form-urlencoded", form, FORGED);
		assertThat(redirect.location()).doesNotContain(EVIL);
		if (deployment == Deployment.FACADE) {
			assertThat(redirect.redirectParameters()).containsEntry("redirect_uri",
					Deployment.BASE_URL + "/oauth2/callback");
			Map<String, String> answer = deployment.provider().login(redirect);
			redirect = flow.browser().get(deployment.server().url("/oauth2/callback?" + Http.encode(answer)), FORGED);
		}
		assertThat(redirect.location()).startsWith(ClientRequests.REDIRECT_URI + "?");
		assertThat(redirect.redirectParameters()).containsEntry("iss", Deployment.BASE_URL).containsKey("code");
	}

	@Tag("L3")
	@AllModes
	void documentWhenHostIsDoubledOrTargetIsAbsoluteThenRefusedOrUnchanged(Deployment deployment) {
		for (String path : WellKnown.documents(deployment)) {
			String honest = new Http().get(deployment.server().url(path)).body();
			int port = deployment.server().port();
			for (Reply reply : List.of(
					RawHttp.send(port, "GET " + path + " HTTP/1.1", "Host: localhost", "Host: " + EVIL),
					RawHttp.send(port, "GET http://" + EVIL + path + " HTTP/1.1", "Host: " + EVIL),
					RawHttp.send(port, "GET http://" + EVIL + path + " HTTP/1.1", "Host: localhost"),
					RawHttp.send(port, "GET " + path + " HTTP/1.1", "Host: " + EVIL + "/x"),
					RawHttp.send(port, "GET " + path + " HTTP/1.1", "Host: a@" + EVIL),
					RawHttp.send(port, "GET " + path + " HTTP/1.1"), RawHttp.send(port, "GET " + path + " HTTP/1.0"))) {
				assertThat(reply.status()).isIn(200, 400);
				assertThat(reply.body()).doesNotContain(EVIL);
				if (reply.status() == 200) {
					assertThat(reply.body()).isEqualTo(honest);
				}
			}
		}
	}

	@Tag("L14")
	@AllModes
	void callWhenOriginOrHostIsForeignThen403EvenWithAToken(Deployment deployment) {
		String token = "Bearer " + deployment.accessToken("mcp:connect");
		assertThat(deployment.call("{}", "Authorization", token, "Origin", Deployment.BASE_URL).status())
			.isEqualTo(200);
		for (String origin : List.of("https://" + EVIL, "http://" + EVIL + ":9999", "null", "file://", "nonsense",
				"http://localhost." + EVIL, "http://127.0.0.1." + EVIL, "http://localhost@" + EVIL,
				"http://localhost:9999, https://" + EVIL, "http://localhost:9999 https://" + EVIL,
				"https://" + EVIL + "#http://localhost", "https://" + EVIL + "/http://localhost:9999",
				"http://192.168.1.1", "http://[::99999999999.1.1.1]", "")) {
			Reply reply = deployment.call("{}", "Authorization", token, "Origin", origin);
			assertThat(reply.status()).as(origin).isEqualTo(403);
			assertThat(reply.header("Access-Control-Allow-Origin")).isNull();
		}
		for (String host : List.of(EVIL, EVIL + ":9999", "localhost." + EVIL, "192.168.1.1", "127.0.0.1." + EVIL)) {
			assertThat(deployment.call("{}", "Authorization", token, "Host", host).status()).as(host).isEqualTo(403);
		}
	}

}
