package io.github.mcpoauth.authorizationserver;

import java.util.Map;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What clients and links say is shown as text or not at all (RFC 7591 section 5: a client
 * may choose its name to deceive).
 */
class HostileTextTests {

	private static final String MARKUP = "\"><script>alert(1)</script><img src=x onerror=alert(1)>";

	@RegisterExtension
	static final TestServer server = TestServer.start();

	@Tag("J1")
	@ParameterizedTest
	@ValueSource(strings = { MARKUP, "<b>Bank</b>", "[[${7*7}]]", "{{7*7}}", "{{{client}}}", "${7*7}", "#{7*7}",
			"&lt;b&gt;", "' onmouseover='alert(1)" })
	void consentWhenClientNameIsMarkupThenShownAsText(String name) {
		OAuthFlow flow = OAuthFlow.withClientId(server, register(Map.of("client_name", name)));

		Document page = flow.consentPage(flow.request()).ownerDocument();

		assertThat(page.selectFirst("h1").text()).contains("“" + name + "”");
		assertInert(page);
	}

	@Tag("J3")
	@Test
	void consentWhenClientHasLogoAndLinksThenNeitherIsOnThePage() {
		OAuthFlow flow = OAuthFlow.withClientId(server,
				register(Map.of("client_name", "A client", "logo_uri", "https://logo.example/a.svg", "client_uri",
						"https://client.example", "policy_uri", "https://policy.example", "tos_uri",
						"https://tos.example")));

		Document page = flow.consentPage(flow.request()).ownerDocument();

		assertThat(page.outerHtml()).doesNotContain("logo.example", "client.example", "policy.example", "tos.example");
	}

	@Tag("J4")
	@ParameterizedTest
	@ValueSource(strings = { "client_id", "redirect_uri", "scope", "state", "resource", "response_type",
			"code_challenge_method", "unknown" })
	void authorizeWhenParameterIsMarkupThenNoPageRepeatsIt(String parameter) {
		OAuthFlow flow = OAuthFlow.withClientId(server, "nobody");
		Map<String, String> request = flow.request();
		request.put(parameter, MARKUP);

		Reply reply = flow.authorize(request);

		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.body()).doesNotContain("alert(1)");
	}

	/** The state comes back to the client as it was, but no page of ours holds it. */
	@Tag("J4")
	@Test
	void consentWhenStateIsMarkupThenOnlyTheClientGetsIt() {
		OAuthFlow flow = OAuthFlow.withClientId(server, register(Map.of("client_name", "A client")));
		Map<String, String> request = flow.request();
		request.put("state", MARKUP);

		Element page = flow.consentPage(request);

		assertThat(page.ownerDocument().outerHtml()).doesNotContain("alert(1)");
		assertThat(flow.decide(page, "approve").redirectParameters()).containsEntry("state", MARKUP);
	}

	@Tag("J4")
	@Test
	void loginWhenQueryAndUserNameAreMarkupThenNoPageRepeatsThem() {
		Http browser = new Http();
		String query = "?" + Http.encode(Map.of("error", MARKUP, "client_id", MARKUP));
		Reply first = browser.get(server.url("/oauth2/login" + query));
		Map<String, String> fields = OAuthFlow.fields(Jsoup.parse(first.body()).selectFirst("form"));
		fields.put("username", MARKUP);
		fields.put("password", MARKUP);

		Reply second = browser.get(browser.postForm(server.url("/oauth2/login"), fields).location());

		assertThat(first.body()).doesNotContain("alert(1)");
		assertThat(second.body()).doesNotContain("alert(1)");
	}

	private static void assertInert(Document page) {
		assertThat(page.select("script, img, iframe, object, embed, link, b")).isEmpty();
		assertThat(page.getAllElements()).allSatisfy((element) -> assertThat(element.attributes().asList())
			.noneMatch((attribute) -> attribute.getKey().startsWith("on")));
	}

	private static String register(Map<String, String> metadata) {
		JsonMapper mapper = new JsonMapper();
		String members = mapper.writeValueAsString(metadata);
		Reply reply = new Http().postJson(server.url("/oauth2/register"), "{\"redirect_uris\":[\""
				+ ClientRequests.REDIRECT_URI + "\"]," + members.substring(members.indexOf('{') + 1));
		return (String) reply.json().get("client_id");
	}

}
