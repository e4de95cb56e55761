package io.github.mcpoauth.observability.doctor;

import java.net.URI;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

import io.github.mcpoauth.net.ProbeAnswer;
import io.github.mcpoauth.web.Json;

/**
 * What came of a request.
 *
 * @param method the HTTP method
 * @param uri where it went
 * @param answer the answer, or {@code null} if there was none
 * @param problem why there was none; empty if there was one
 */
record Sighting(String method, URI uri, @Nullable ProbeAnswer answer, String problem) {

	private static final int NONE = 0;

	/** The status, or 0 if there was no answer. */
	int status() {
		return (this.answer != null) ? this.answer.status() : NONE;
	}

	boolean is(HttpStatus status) {
		return status() == status.value();
	}

	@Nullable String header(String name) {
		return (this.answer != null) ? this.answer.first(name) : null;
	}

	/** The document, or {@code null} if it was not found or is none. */
	@Nullable Map<String, @Nullable Object> document() {
		return (this.answer != null && is(HttpStatus.OK)) ? Json.readObject(this.answer.body()) : null;
	}

	/** The JSON object, whatever the status, or {@code null} if it is none. */
	@Nullable Map<String, @Nullable Object> json() {
		return (this.answer != null) ? Json.readObject(this.answer.body()) : null;
	}

	/** A half sentence about it. */
	String outcome() {
		if (this.answer == null) {
			return this.method + " " + this.uri + " got no answer: " + this.problem;
		}
		String location = header("location");
		if (location != null) {
			return this.method + " " + this.uri + " answered " + status() + " to " + withoutQuery(location);
		}
		return this.method + " " + this.uri + " answered " + status()
				+ ((is(HttpStatus.OK) && document() == null) ? ", but not with a JSON object" : "");
	}

	/** The same with what a server said in the form of OAuth. */
	String refusal() {
		Map<String, @Nullable Object> json = json();
		String error = (json != null) ? Members.text(json.get("error")) : null;
		String description = (json != null) ? Members.text(json.get("error_description")) : null;
		return outcome() + ((error != null) ? ", " + error : "") + ((description != null) ? ": " + description : "");
	}

	/** What is behind it may be a secret. */
	static String withoutQuery(String uri) {
		return uri.replaceFirst("[?#].*", "");
	}

}
