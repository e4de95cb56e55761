package io.github.mcpoauth.attack;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.mcpoauth.support.AllModes;
import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.CodeFlow;
import io.github.mcpoauth.support.Deployment;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.LoginModes;
import io.github.mcpoauth.support.RawHttp;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Paths that are spelled otherwise, methods that nobody uses, and what caches and pages
 * elsewhere may do with the answers.
 */
class PathAttackTests {

	/** Two resources, whose metadata is mixed up by servers that look at prefixes. */
	@RegisterExtension
	static final TestServer two = TestServer.start("mcp.oauth.resources.notes.path=/notes",
			"mcp.oauth.resources.notes.scopes=notes:read", "mcp.oauth.resources.mail.path=/mail",
			"mcp.oauth.resources.mail.scopes=mail:read");

	@Tag("L5")
	@AllModes
	void resourceMetadataWhenPathIsNotExactlyTheResourcesThenNothingIsReflected(Deployment deployment) {
		for (String suffix : List.of("/unknown", "/", "/mcp/", "/mcp/below", "/MCP", "/Mcp", "//mcp", "/..;/mcp",
				"/..;/", "/%2e%2e/mcp", "/%2e%2e%2fmcp", "/mcp%2f", "/mcp%2F", "%2fmcp", "/mcp;x", "/mcp;a=b", "/%6dcp",
				"/mcp%00", "/mcp%0d%0aX-Evil:1", "/./mcp", "/x/../mcp", "/mcp.json", "/mcp\\", "/mcp/..", "/mcp%20",
				"/http://evil.example", "/https:/evil.example/mcp", "/evil.example")) {
			Reply reply = get(deployment, WellKnown.RESOURCE + suffix);
			assertThat(reply.status()).as(suffix).isIn(400, 404);
			assertThat(reply.body()).as(suffix).doesNotContain("\"resource\"", "\"authorization_servers\"");
			assertThat(reply.headers().toString()).as(suffix).doesNotContain("X-Evil", "evil.example", "Set-Cookie");
		}
	}

	@Tag("L5")
	@AllModes
	void documentWhenPrefixIsSpelledOtherwiseThenNoDocument(Deployment deployment) {
		for (String path : List.of("/.Well-Known/oauth-protected-resource", "/.well-known//oauth-protected-resource",
				"/.well-known/OAUTH-PROTECTED-RESOURCE", "/.well-known/oauth-protected-resource;x=y/mcp",
				"/.well-known/./oauth-protected-resource", "/x/../.well-known/oauth-protected-resource",
				"/.well-known;/oauth-authorization-server", "/.well-known/oauth-authorization-server/",
				"/.well-known/oauth-authorization-server/mcp", "/.well-known/openid-configuration/mcp",
				"/%2ewell-known/oauth-protected-resource")) {
			Reply reply = get(deployment, path);
			assertThat(reply.status()).as(path).isIn(400, 401, 404);
			assertThat(reply.body()).as(path).doesNotContain("\"resource\"", "\"issuer\"");
		}
	}

	@Tag("L6")
	@Test
	void resourcesWhenThereAreTwoThenEachAtItsExactPathAndChallengesLeadThere() {
		for (String name : List.of("notes", "mail")) {
			String path = WellKnown.RESOURCE + "/" + name;
			Map<String, Object> metadata = new Http().get(two.url(path)).json();
			assertThat(metadata).containsEntry("resource", two.url("/" + name))
				.containsEntry("scopes_supported", List.of(name + ":read"));
			Reply challenge = new Http().postJson(two.url("/" + name), "{}");
			assertThat(challenge.status()).isEqualTo(401);
			assertThat(challenge.header("WWW-Authenticate")).contains("resource_metadata=\"" + two.url(path) + "\"",
					"scope=\"" + name + ":read\"");
		}
		// Where no path is, there is the first one, with its own name and scopes
		Map<String, Object> first = new Http().get(two.url(WellKnown.RESOURCE)).json();
		assertThat(List.of(two.url("/notes"), two.url("/mail"))).contains((String) first.get("resource"));
		assertThat(first).isEqualTo(new Http()
			.get(two.url(WellKnown.RESOURCE + "/" + ((String) first.get("resource")).substring(two.url("/").length())))
			.json());
		for (String path : List.of("/notes/mail", "/note", "/notesx", "/mcp", "/notes/")) {
			assertThat(new Http().get(two.url(WellKnown.RESOURCE + path)).status()).as(path).isEqualTo(404);
		}
	}

	@Tag("L7")
	@Tag("L8")
	@AllModes
	void documentWhenMethodIsAnotherThen405AndHeadAndOptionsAreHarmless(Deployment deployment) {
		for (String path : WellKnown.documents(deployment)) {
			Http http = new Http();
			String url = deployment.server().url(path);
			Reply read = http.get(url);
			assertThat(read.header("Cache-Control")).matches("public, max-age=\\d+");
			assertThat(read.header("Content-Type")).isEqualTo("application/json");
			for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
				Reply reply = http.send(method, url, "{}", "Content-Type", "application/json");
				assertThat(reply.status()).as(method).isEqualTo(405);
				assertThat(reply.header("Allow")).contains("GET", "HEAD");
				assertThat(reply.body()).doesNotContain("\"resource\"", "\"issuer\"");
			}
			Reply trace = http.send("TRACE", url, null, "X-Secret", "a-canary");
			assertThat(trace.status()).isNotEqualTo(200);
			assertThat(trace.body()).doesNotContain("a-canary");
			Reply head = http.send("HEAD", url, null);
			assertThat(head.status()).isEqualTo(200);
			assertThat(head.body()).isEmpty();
			assertThat(http.send("OPTIONS", url, null).status()).isEqualTo(200);
			assertThat(http.hasCookies()).isFalse();
		}
	}

	/** What holds a secret, or says that there is none. */
	@Tag("L10")
	@Tag("L11")
	@LoginModes
	void answersWhenTheyHoldSecretsThenNobodyKeepsThem(Deployment deployment) {
		CodeFlow flow = deployment.register();
		Reply redirect = flow.approve(flow.request());
		assertThat(redirect.status()).isIn(302, 303);
		assertThat(redirect.header("Cache-Control")).contains("no-store");
		assertThat(redirect.header("Referrer-Policy")).isEqualTo("no-referrer");
		Reply tokens = flow.token(flow.tokenRequest(redirect.redirectParameters().get("code")));
		Reply refused = flow.token(flow.tokenRequest("x"));
		Reply registered = new Http().postJson(deployment.server().url("/oauth2/register"),
				ClientRequests.registration(""));
		Reply error = flow.authorize(Map.of("client_id", "nobody"));
		for (Reply reply : List.of(tokens, refused, registered, error, deployment.call("{}"))) {
			assertThat(reply.header("Cache-Control")).contains("no-store");
		}
	}

	@Tag("L15")
	@LoginModes
	void endpointWhenCalledFromAPageThenWithoutCredentialsAndPreflightsNeedNone(Deployment deployment) {
		Stream<String> documents = WellKnown.documents(deployment).stream();
		Stream.concat(documents, Stream.of("/oauth2/token", "/oauth2/register", "/oauth2/revoke", "/oauth2/jwks"))
			.forEach((path) -> {
				Reply preflight = preflight(deployment, path);
				assertThat(preflight.status()).as(path).isEqualTo(200);
				Reply reply = path.startsWith("/oauth2/") && !path.endsWith("jwks")
						? new Http().postForm(deployment.server().url(path), Map.of(), "Origin", "https://evil.example")
						: new Http().get(deployment.server().url(path), "Origin", "https://evil.example");
				for (Reply each : List.of(preflight, reply)) {
					assertThat(each.header("Access-Control-Allow-Origin")).as(path).isEqualTo("*");
					assertThat(each.header("Access-Control-Allow-Credentials")).as(path).isNull();
				}
			});
	}

	@Tag("L15")
	@LoginModes
	void pageWhenCalledFromAPageThenNoCors(Deployment deployment) {
		for (String path : List.of("/oauth2/authorize", "/oauth2/consent", "/oauth2/callback", "/oauth2/login",
				"/oauth2/account", "/oauth2/logout")) {
			for (Reply reply : List.of(preflight(deployment, path),
					new Http().get(deployment.server().url(path), "Origin", "https://evil.example"))) {
				assertThat(reply.header("Access-Control-Allow-Origin")).as(path).isNull();
				assertThat(reply.header("Access-Control-Allow-Credentials")).as(path).isNull();
			}
		}
	}

	@Tag("L15")
	@AllModes
	void endpointOfTheMcpServerWhenPreflightedThenNever401AndChallengesAreReadable(Deployment deployment) {
		String origin = "http://localhost:6274";
		Reply preflight = new Http().send("OPTIONS", deployment.server().url("/mcp"), null, "Origin", origin,
				"Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "authorization");
		assertThat(preflight.status()).isEqualTo(200);
		Reply challenge = deployment.call("{}", "Origin", origin);
		assertThat(challenge.status()).isEqualTo(401);
		assertThat(challenge.header("Access-Control-Expose-Headers")).contains("WWW-Authenticate");
		for (Reply reply : List.of(preflight, challenge)) {
			assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo(origin);
			assertThat(reply.header("Access-Control-Allow-Credentials")).isNull();
		}
		Reply foreign = preflight(deployment, "/mcp");
		assertThat(foreign.status()).isEqualTo(403);
		assertThat(foreign.header("Access-Control-Allow-Origin")).isNull();
	}

	private static Reply preflight(Deployment deployment, String path) {
		return new Http().send("OPTIONS", deployment.server().url(path), null, "Origin", "https://evil.example",
				"Access-Control-Request-Method", "POST", "Access-Control-Request-Headers",
				"authorization,content-type");
	}

	private static Reply get(Deployment deployment, String path) {
		return RawHttp.send(deployment.server().port(), "GET " + path + " HTTP/1.1", "Host: localhost");
	}

}
