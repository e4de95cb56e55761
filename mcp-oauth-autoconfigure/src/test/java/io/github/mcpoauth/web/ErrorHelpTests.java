package io.github.mcpoauth.web;

import java.util.List;
import java.util.Map;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where errors lead to (RFC 6749 section 5.2, {@code error_uri}).
 */
class ErrorHelpTests {

	private final Http http = new Http();

	private Reply refused(TestServer server) {
		return this.http.postForm(server.url("/oauth2/token"), new ClientRequests("unknown", null).refresh("x"));
	}

	@Test
	void errorWhenReadOnThenThePageSaysWhatItMeansInBothModes() {
		try (FacadeServer facade = FacadeServer.start(); TestServer server = TestServer.start()) {
			for (TestServer each : List.of(facade.server(), server)) {
				String uri = (String) refused(each).json().get("error_uri");
				assertThat(uri).endsWith("/oauth2/errors#invalid_client");
				Reply reply = this.http.get(each.url("/oauth2/errors"));
				assertThat(reply.status()).isEqualTo(200);
				Document page = Jsoup.parse(reply.body());
				assertThat(page.getElementById("invalid_client")).isNotNull();
				assertThat(page.select("h2[id]")).hasSizeGreaterThan(10)
					.allSatisfy((heading) -> assertThat(heading.nextElementSibling().text()).isNotBlank());
			}
		}
	}

	@Tag("J6")
	@Test
	void pageWhenReadThenLoadsNothingAndTakesNothing() {
		try (FacadeServer facade = FacadeServer.start()) {
			Reply reply = this.http.get(facade.server().url("/oauth2/errors?code=%3Cscript%3E"));
			assertThat(reply.header("Content-Security-Policy")).contains("default-src 'none'",
					"frame-ancestors 'none'");
			assertThat(reply.body()).doesNotContain("<script");
			assertThat(reply.header("Set-Cookie")).isNull();
			Reply posted = this.http.postForm(facade.server().url("/oauth2/errors"), Map.of());
			assertThat(posted.status()).isEqualTo(405);
			assertThat(posted.header("Allow")).isEqualTo("GET, HEAD");
		}
	}

	@Test
	void pageWhenARequestIsRefusedInABrowserThenLeadsThere() {
		try (FacadeServer facade = FacadeServer.start()) {
			FacadeFlow flow = FacadeFlow.withClientId("unknown");
			Document page = Jsoup.parse(flow.authorize(facade.server(), flow.request()).body());
			assertThat(page.select("a[href]").eachAttr("href"))
				.containsExactly(FacadeServer.BASE_URL + "/oauth2/errors#invalid_client");
		}
	}

	/** A code that somebody else made up leads nowhere. */
	@Test
	void redirectWhenTheCodeIsUnknownThenWithoutAPage() {
		try (FacadeServer facade = FacadeServer.start()) {
			FacadeFlow flow = FacadeFlow.register(facade.server());
			Map<String, String> request = flow.request();
			request.put("request", "x");
			assertThat(flow.authorize(facade.server(), request).redirectParameters())
				.containsEntry("error", "request_not_supported")
				.doesNotContainKey("error_uri");
		}
	}

	@ParameterizedTest
	@CsvSource({ "mcp.oauth.errors.help-page=false, ",
			"mcp.oauth.errors.help-uri=https://docs.example.com/errors, https://docs.example.com/errors#invalid_client" })
	void errorWhenThereIsNoOrAnotherPageThenNotServedHere(String property, String expected) {
		try (FacadeServer facade = FacadeServer.start(property)) {
			assertThat(refused(facade.server()).json().get("error_uri")).isEqualTo(expected);
			assertThat(this.http.get(facade.server().url("/oauth2/errors")).status()).isNotEqualTo(200);
		}
	}

}
