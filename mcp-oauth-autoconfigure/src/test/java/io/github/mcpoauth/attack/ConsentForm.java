package io.github.mcpoauth.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jsoup.nodes.Element;

import io.github.mcpoauth.support.CodeFlow;
import io.github.mcpoauth.support.Deployment;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;

/**
 * What a button of the consent page posts, to be changed before, and to be posted from
 * any browser.
 */
final class ConsentForm {

	private final String url;

	private final Http browser;

	private final List<Map.Entry<String, String>> fields = new ArrayList<>();

	private ConsentForm(String url, Http browser) {
		this.url = url;
		this.browser = browser;
	}

	/** The form of a client's right request. */
	static ConsentForm of(Deployment deployment, CodeFlow flow, String decision) {
		return of(deployment, flow, flow.request(), decision);
	}

	static ConsentForm of(Deployment deployment, CodeFlow flow, Map<String, String> request, String decision) {
		return of(deployment, flow, flow.consentPage(request), decision);
	}

	static ConsentForm of(Deployment deployment, CodeFlow flow, Element page, String decision) {
		Element shown = page.selectFirst("button[value=" + decision + "]").closest("form");
		ConsentForm form = new ConsentForm(
				shown.attr("action").replace(Deployment.BASE_URL, deployment.server().url("")), flow.browser());
		shown.select("input").forEach((input) -> form.and(input.attr("name"), input.attr("value")));
		return form.and("decision", decision);
	}

	/** One more field, whether there is one of its name or not. */
	ConsentForm and(String name, String value) {
		this.fields.add(Map.entry(name, value));
		return this;
	}

	ConsentForm without(String name) {
		this.fields.removeIf((field) -> field.getKey().equals(name));
		return this;
	}

	/** The field with another value. */
	ConsentForm with(String name, String value) {
		return without(name).and(name, value);
	}

	String field(String name) {
		return this.fields.stream()
			.filter((field) -> field.getKey().equals(name))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElseThrow();
	}

	/** Where it is posted, with what is posted as a query. */
	String asLink() {
		return this.url + "?" + body();
	}

	/** Posts it from the browser that was shown the page. */
	Reply send() {
		return sendFrom(this.browser);
	}

	Reply sendFrom(Http other, String... headers) {
		return other.post(this.url, "application/x-www-form-urlencoded", body(), headers);
	}

	private String body() {
		return this.fields.stream()
			.map((field) -> Http.encode(Map.of(field.getKey(), field.getValue())))
			.collect(Collectors.joining("&"));
	}

}
