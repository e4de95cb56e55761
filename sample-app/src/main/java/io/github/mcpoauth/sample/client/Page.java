package io.github.mcpoauth.sample.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

/**
 * A page with a form, as the sample's login and consent have it.
 *
 * @param document what is on it
 */
record Page(Document document) {

	static Page of(URI uri, String html) {
		return new Page(Jsoup.parse(html, uri.toString()));
	}

	boolean isLogin() {
		return form("input[type=password]").isPresent();
	}

	boolean isConsent() {
		return form("button[name=decision][value=approve]").isPresent();
	}

	Filled login(String userName, String password) {
		return fill("input[type=password]", Map.of("username", userName, "password", password));
	}

	Filled approve() {
		return fill("button[name=decision][value=approve]", Map.of("decision", "approve"));
	}

	private Filled fill(String control, Map<String, String> values) {
		FormElement form = form(control).orElseThrow();
		Map<String, List<String>> fields = new LinkedHashMap<>();
		form.formData()
			.forEach((field) -> fields.computeIfAbsent(field.key(), (name) -> new ArrayList<>()).add(field.value()));
		values.forEach((name, value) -> fields.put(name, List.of(value)));
		return new Filled(URI.create(form.absUrl("action")), fields);
	}

	private Optional<FormElement> form(String control) {
		Element element = this.document.selectFirst(control);
		return Optional.ofNullable((element != null) ? element.closest("form") : null)
			.filter(FormElement.class::isInstance)
			.map(FormElement.class::cast);
	}

	String title() {
		return this.document.title();
	}

	/**
	 * A form that is ready to be sent.
	 *
	 * @param action where it goes
	 * @param fields what it says
	 */
	record Filled(URI action, Map<String, List<String>> fields) {
	}

}
