package io.github.mcpoauth.attack;

import java.util.List;
import java.util.Map;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.CodeFlow;
import io.github.mcpoauth.support.Deployment;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.LoginModes;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What clients and links say is shown as text or not at all (RFC 7591 section 5: a client
 * may choose its name to deceive).
 */
class PageAttackTests {

	private static final String MARKUP = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>";

	@Tag("J1")
	@LoginModes
	void consentWhenClientNameIsMarkupThenShownAsText(Deployment deployment) {
		for (String name : List.of(MARKUP, "<b>Bank</b>", "[[${7*7}]]", "{{7*7}}", "{{{client}}}", "{{>head}}",
				"${7*7}", "#{7*7}", "&lt;b&gt;", "' onmouseover='alert(1)", "</h1></form></style>", "--><!--")) {
			CodeFlow flow = register(deployment, Map.of("client_name", name));
			Element page = flow.consentPage(flow.request());
			assertThat(page.selectFirst("h1").text()).contains("“" + name + "”");
			assertInert(page.ownerDocument());
		}
	}

	/** Names that are read otherwise than they are written. */
	@Tag("J1")
	@LoginModes
	void registerWhenClientNameHasInvisibleCharactersThenRefused(Deployment deployment) {
		for (String name : List.of("Cla\\u202eude", "Cla\\u200bude", "a\\u0000b", "a\\nb", "a\\u2028b", "\\u2066a",
				"\\ufeffa", "\\ud800")) {
			assertRefused(deployment, "client_name", name);
		}
	}

	@Tag("J2")
	@LoginModes
	void registerWhenALinkIsNoWebAddressThenRefused(Deployment deployment) {
		for (String link : List.of("javascript:alert(1)", "JaVaScRiPt:alert(1)", "\\tjavascript:alert(1)",
				" javascript:alert(1)", "java\\nscript:alert(1)", "data:text/html,x", "vbscript:x",
				"file:///etc/passwd", "//evil.example", "/x", "x", "ftp://evil.example", "blob:https://evil.example/x",
				"")) {
			for (String member : List.of("client_uri", "tos_uri", "policy_uri", "logo_uri")) {
				assertRefused(deployment, member, link);
			}
		}
	}

	@Tag("J2")
	@Tag("J3")
	@LoginModes
	void consentWhenClientHasLogoAndLinksThenNeitherIsOnThePage(Deployment deployment) {
		for (String logo : List.of("https://evil.example/a.svg", "http://evil.example/a.png")) {
			CodeFlow flow = register(deployment, Map.of("client_name", "A client", "logo_uri", logo, "client_uri",
					"https://evil.example", "policy_uri", "https://evil.example", "tos_uri", "https://evil.example"));
			Document page = flow.consentPage(flow.request()).ownerDocument();
			assertThat(page.outerHtml()).doesNotContain("evil.example");
			assertInert(page);
		}
	}

	@Tag("J4")
	@LoginModes
	void authorizeWhenParameterIsMarkupThenNoPageRepeatsIt(Deployment deployment) {
		String registered = deployment.register().clientId();
		for (String clientId : List.of("nobody", registered)) {
			for (String parameter : List.of("client_id", "redirect_uri", "scope", "state", "resource", "response_type",
					"code_challenge", "code_challenge_method", "prompt", "response_mode", "request", "unknown")) {
				CodeFlow flow = deployment.client(clientId);
				Map<String, String> request = flow.request();
				request.put(parameter, MARKUP);
				for (String accept : List.of("text/html", "application/json")) {
					Reply reply = flow.browser()
						.get(deployment.server().url("/oauth2/authorize?" + Http.encode(request)), "Accept", accept);
					assertThat(reply.body()).as(parameter).doesNotContain("alert(1)");
					assertThat(String.valueOf(reply.location())).as(parameter).doesNotContain("<", ">", "\"", "'");
				}
			}
		}
	}

	/** The state comes back to the client as it was, but no page of ours holds it. */
	@Tag("J4")
	@LoginModes
	void consentWhenStateIsMarkupThenOnlyTheClientGetsIt(Deployment deployment) {
		CodeFlow flow = deployment.register();
		Map<String, String> request = flow.request();
		request.put("state", MARKUP);
		assertThat(flow.consentPage(request).ownerDocument().outerHtml()).doesNotContain("alert(1)");
		CodeFlow other = deployment.client(flow.clientId());
		assertThat(other.approve(request).redirectParameters()).containsEntry("state", MARKUP);
	}

	@Tag("J4")
	@LoginModes
	void otherPagesWhenParametersAreMarkupThenNoneRepeatsThem(Deployment deployment) {
		Http http = new Http();
		Map<String, String> hostile = Map.of("error", MARKUP, "error_description", MARKUP, "error_uri", MARKUP, "state",
				MARKUP, "code", MARKUP, "iss", MARKUP, "client_id", MARKUP, "grant_type", MARKUP, "token", MARKUP,
				"decision", MARKUP);
		for (String path : List.of("/oauth2/callback", "/oauth2/login", "/oauth2/consent", "/oauth2/errors",
				"/oauth2/logout", "/oauth2/account", "/oauth2/login/code/upstream", "/oauth2/login/with/x",
				"/oauth2/token", "/oauth2/revoke", "/oauth2/register", "/oauth2/register/x", "/oauth2/nothing")) {
			String url = deployment.server().url(path);
			for (Reply reply : List.of(http.get(url + "?" + Http.encode(hostile)), http.postForm(url, hostile))) {
				assertThat(reply.body()).as(path).doesNotContain("alert(1)");
				assertThat(String.valueOf(reply.location())).as(path).doesNotContain("<", "alert(1)");
			}
		}
	}

	@Tag("J4")
	@Test
	void loginWhenUserNameIsMarkupThenNoPageRepeatsIt() {
		Deployment deployment = Deployment.AUTHORIZATION_SERVER;
		Http browser = new Http();
		String login = deployment.server().url("/oauth2/login");
		Map<String, String> fields = OAuthFlow.fields(Jsoup.parse(browser.get(login).body()).selectFirst("form"));
		fields.put("username", MARKUP);
		fields.put("password", MARKUP);
		Reply failed = browser.get(local(deployment, browser.postForm(login, fields)));
		assertThat(failed.body()).contains("form").doesNotContain("alert(1)");
	}

	private static String local(Deployment deployment, Reply redirect) {
		return redirect.location().replace(Deployment.BASE_URL, deployment.server().url(""));
	}

	private static void assertRefused(Deployment deployment, String member, String value) {
		Reply reply = new Http().postJson(deployment.server().url("/oauth2/register"),
				"{\"redirect_uris\":[\"" + ClientRequests.REDIRECT_URI + "\"],\"" + member + "\":\"" + value + "\"}");
		assertThat(reply.status()).as(member + " " + value).isEqualTo(400);
		assertThat(reply.json()).containsEntry("error", "invalid_client_metadata");
		assertThat(reply.body()).doesNotContain("alert(1)");
	}

	private static void assertInert(Document page) {
		assertThat(page.select("script, img, iframe, object, embed, link, b, svg, base")).isEmpty();
		assertThat(page.select("style")).hasSize(1);
		assertThat(page.getAllElements()).allSatisfy((element) -> assertThat(element.attributes().asList())
			.noneMatch((attribute) -> attribute.getKey().startsWith("on") || attribute.getKey().equals("style")));
	}

	private static CodeFlow register(Deployment deployment, Map<String, String> metadata) {
		String members = new JsonMapper().writeValueAsString(metadata);
		Reply reply = new Http().postJson(deployment.server().url("/oauth2/register"), "{\"redirect_uris\":[\""
				+ ClientRequests.REDIRECT_URI + "\"]," + members.substring(members.indexOf('{') + 1));
		return deployment.client((String) reply.json().get("client_id"));
	}

}
