package io.github.mcpoauth.attack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Tag;

import io.github.mcpoauth.core.Sha256;
import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.CodeFlow;
import io.github.mcpoauth.support.Deployment;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.LoginModes;
import io.github.mcpoauth.support.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pages that people decide on: nobody frames them, keeps them, or brings anything into
 * them, and programs don't get them. That a browser follows the redirects behind their
 * forms is shown by the tests in a browser.
 */
class PageHeaderAttackTests {

	@Tag("J6")
	@Tag("L10")
	@Tag("L11")
	@LoginModes
	void pageWhenShownThenNobodyFramesItAndNothingIsLoaded(Deployment deployment) {
		pages(deployment).forEach((name, page) -> {
			assertThat(page.header("Content-Type")).as(name).isEqualTo("text/html;charset=UTF-8");
			Document document = Jsoup.parse(page.body());
			String policy = page.header("Content-Security-Policy");
			assertThat(policy).as(name)
				.startsWith("default-src 'none'; style-src 'sha256-"
						+ Sha256.base64(document.selectFirst("style").data()) + "'; form-action 'self'")
				.endsWith("; frame-ancestors 'none'; base-uri 'none'")
				.doesNotContain("unsafe", "*", "script-src");
			assertThat(page.header("X-Frame-Options")).as(name).isEqualTo("DENY");
			assertThat(page.header("X-Content-Type-Options")).as(name).isEqualTo("nosniff");
			assertThat(page.header("Referrer-Policy")).as(name).isEqualTo("no-referrer");
			assertThat(page.header("Cache-Control")).as(name).contains("no-store");
			assertThat(document.select("script, link, img, iframe, [style], [src], [onclick]")).as(name).isEmpty();
		});
	}

	/**
	 * Browsers count the redirects behind a form, which go on where nobody here knows: to
	 * any web site, or to an application that may have registered.
	 */
	@Tag("J6")
	@LoginModes
	void consentWhenShownThenItsFormLeadsToNothingThatRunsCode(Deployment deployment) {
		String policy = pages(deployment).get("consent").header("Content-Security-Policy");
		String targets = policy.substring(policy.indexOf("form-action") + 12, policy.indexOf("; frame-ancestors"));
		assertThat(targets.split(" ")).containsExactly("'self'", "http:", "https:", "cursor:", "vscode:",
				"vscode-insiders:", "windsurf:");
	}

	@Tag("J7")
	@LoginModes
	void errorWhenAProgramAsksThenJsonAndInABrowserAPage(Deployment deployment) {
		CodeFlow nobody = deployment.client("nobody");
		CodeFlow registered = deployment.register();
		Map<String, String> elsewhere = registered.request();
		elsewhere.put("redirect_uri", "https://evil.example/cb");
		for (Map<String, String> request : List.of(nobody.request(), elsewhere)) {
			String url = deployment.server().url("/oauth2/authorize?" + Http.encode(request));
			for (String accept : List.of("application/json", "application/json, text/plain, */*")) {
				Reply json = new Http().get(url, "Accept", accept);
				assertThat(json.status()).isEqualTo(400);
				assertThat(json.header("Content-Type")).startsWith("application/json");
				assertThat(json.json()).containsKeys("error", "error_description");
			}
			for (String accept : List.of("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
					"text/html, application/json", "*/*")) {
				Reply page = new Http().get(url, "Accept", accept);
				assertThat(page.status()).isEqualTo(400);
				assertThat(page.header("Content-Type")).startsWith("text/html");
				assertThat(page.location()).isNull();
			}
		}
		Reply expired = new Http().postForm(deployment.server().url(consentForm(deployment)), Map.of("state", "x"),
				"Accept", "application/json");
		assertThat(expired.status()).isEqualTo(403);
		assertThat(expired.header("Content-Type")).startsWith("application/json");
	}

	private static String consentForm(Deployment deployment) {
		return (deployment == Deployment.FACADE) ? "/oauth2/consent" : "/oauth2/authorize";
	}

	/** Each kind of page that a stranger or a user may come to. */
	private static Map<String, Reply> pages(Deployment deployment) {
		Map<String, Reply> pages = new LinkedHashMap<>();
		CodeFlow flow = deployment.register();
		flow.consentPage(flow.request());
		Reply consent = flow.authorize(flow.request());
		pages.put("consent",
				(consent.location() != null)
						? flow.browser()
							.get(consent.location().replace(Deployment.BASE_URL, deployment.server().url("")))
						: consent);
		CodeFlow nobody = deployment.client("nobody");
		pages.put("unknown client", nobody.authorize(nobody.request()));
		pages.put("expired", new Http().postForm(deployment.server().url(consentForm(deployment)),
				Map.of("state", "x", "client_id", flow.clientId(), "redirect_uri", ClientRequests.REDIRECT_URI)));
		pages.put("errors", new Http().get(deployment.server().url("/oauth2/errors")));
		if (deployment == Deployment.FACADE) {
			pages.put("callback", new Http().get(deployment.server().url("/oauth2/callback?state=x&code=y")));
		}
		else {
			pages.put("login", new Http().get(deployment.server().url("/oauth2/login")));
			pages.put("account", flow.browser().get(deployment.server().url("/oauth2/account")));
			pages.put("logout", flow.browser().get(deployment.server().url("/oauth2/logout")));
		}
		return pages;
	}

}
