package io.github.mcpoauth.web;

import java.util.List;
import java.util.function.BiPredicate;

import jakarta.servlet.http.HttpServletRequest;

/**
 * What a request to an OAuth endpoint has to look like before anybody reads what it says.
 *
 * @param kind who calls it, and so how it answers
 * @param methods the allowed HTTP methods
 * @param mayRepeat which parameters may be there more than once; by RFC 6749 section 3.1
 * none may
 */
public record ProtocolEndpoint(Kind kind, List<String> methods, BiPredicate<HttpServletRequest, String> mayRepeat) {

	/**
	 * An endpoint that a browser comes to, which shows errors as a page.
	 * @param methods the allowed HTTP methods
	 * @return the endpoint
	 */
	public static ProtocolEndpoint page(String... methods) {
		return new ProtocolEndpoint(Kind.PAGE, List.of(methods), (request, name) -> false);
	}

	/**
	 * An endpoint that a client posts a form to.
	 * @return the endpoint
	 */
	public static ProtocolEndpoint backChannel() {
		return new ProtocolEndpoint(Kind.BACK_CHANNEL, List.of("POST"), (request, name) -> false);
	}

	/**
	 * A document that a client reads.
	 * @return the endpoint
	 */
	public static ProtocolEndpoint document() {
		return new ProtocolEndpoint(Kind.DOCUMENT, List.of("GET"), (request, name) -> true);
	}

	/**
	 * The same endpoint with other parameters that may repeat.
	 * @param mayRepeat tells of a request and the name of a parameter
	 * @return the endpoint
	 */
	public ProtocolEndpoint repeating(BiPredicate<HttpServletRequest, String> mayRepeat) {
		return new ProtocolEndpoint(this.kind, this.methods, mayRepeat);
	}

	/**
	 * Who calls an endpoint.
	 */
	public enum Kind {

		/** A browser. */
		PAGE,

		/** A client, with a form. */
		BACK_CHANNEL,

		/** A client, reading. */
		DOCUMENT

	}

}
