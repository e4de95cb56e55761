package io.github.mcpoauth.web;

import java.util.List;
import java.util.Set;

/**
 * What a request to an OAuth endpoint has to look like before anybody reads what it says.
 * Immutable.
 */
public final class ProtocolEndpoint {

	private final Kind kind;

	private final List<String> methods;

	private final Set<String> repeatable;

	private ProtocolEndpoint(Kind kind, List<String> methods, Set<String> repeatable) {
		this.kind = kind;
		this.methods = methods;
		this.repeatable = repeatable;
	}

	/**
	 * An endpoint that a browser comes to, which shows errors as a page.
	 * @param methods the allowed HTTP methods
	 * @return the endpoint
	 */
	public static ProtocolEndpoint page(String... methods) {
		return new ProtocolEndpoint(Kind.PAGE, List.of(methods), Set.of());
	}

	/**
	 * An endpoint that a client posts a form to.
	 * @return the endpoint
	 */
	public static ProtocolEndpoint backChannel() {
		return new ProtocolEndpoint(Kind.BACK_CHANNEL, List.of("POST"), Set.of());
	}

	/**
	 * A document that a client reads.
	 * @return the endpoint
	 */
	public static ProtocolEndpoint document() {
		return new ProtocolEndpoint(Kind.DOCUMENT, List.of("GET"), Set.of());
	}

	/**
	 * A resource that a client reads with a token, by GET or by POST.
	 * @return the endpoint
	 */
	public static ProtocolEndpoint resource() {
		return new ProtocolEndpoint(Kind.DOCUMENT, List.of("GET", "POST"), Set.of());
	}

	/**
	 * The same endpoint with parameters that may repeat; by RFC 6749 section 3.1 none
	 * may.
	 * @param parameters their names
	 * @return the endpoint
	 */
	public ProtocolEndpoint repeating(String... parameters) {
		return new ProtocolEndpoint(this.kind, this.methods, Set.of(parameters));
	}

	/**
	 * Tells whether a browser comes to the endpoint.
	 * @return whether errors are shown as a page
	 */
	public boolean isPage() {
		return this.kind == Kind.PAGE;
	}

	boolean isBackChannel() {
		return this.kind == Kind.BACK_CHANNEL;
	}

	List<String> methods() {
		return this.methods;
	}

	boolean mayRepeat(String parameter) {
		return this.repeatable.contains(parameter);
	}

	private enum Kind {

		PAGE, BACK_CHANNEL, DOCUMENT

	}

}
