package io.github.mcpoauth.sample;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

/**
 * Where a browser is: on a page of the server, or on its way to a client.
 *
 * @param userAgent who is visiting
 * @param uri the address
 * @param status the status of the response that led there
 * @param html the page, empty on the way to a client
 */
record Visit(UserAgent userAgent, URI uri, int status, String html) {

	Visit login(String userName, String password) {
		return submit("button.primary", Map.of("username", userName, "password", password));
	}

	Visit decide(String decision) {
		return submit("button[name=decision][value=%s]".formatted(decision), Map.of());
	}

	Visit submit(String button, Map<String, String> typed) {
		Element pressed = document().selectFirst(button);
		if (pressed == null || !(pressed.closest("form") instanceof FormElement form)) {
			throw new AssertionError("No form with " + button + " at " + this.uri + ": " + this.html);
		}
		List<Map.Entry<String, String>> fields = new ArrayList<>();
		form.formData().forEach((field) -> fields.add(Map.entry(field.key(), field.value())));
		fields.replaceAll((field) -> Map.entry(field.getKey(), typed.getOrDefault(field.getKey(), field.getValue())));
		if (pressed.hasAttr("name")) {
			fields.add(Map.entry(pressed.attr("name"), pressed.attr("value")));
		}
		return this.userAgent.submit(URI.create(form.absUrl("action")), fields);
	}

	Document document() {
		return Jsoup.parse(this.html, this.uri.toString());
	}

	String text() {
		return document().text();
	}

	AuthorizationResponse authorizationResponse() {
		if (this.uri.getQuery() == null || !this.html.isEmpty()) {
			throw new AssertionError("The browser did not get to the client but to " + this.uri + ": " + this.text());
		}
		return AuthorizationResponse.of(this.uri);
	}

}
