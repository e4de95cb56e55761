package io.github.mcpoauth.sample.client;

import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Prints the steps, what each sends and what comes back. What is secret is cut short, and
 * what tells a reader nothing is left out.
 */
final class Transcript implements Wire {

	/** In the order in which they are printed. */
	private static final List<String> TELLING = List.of("method", "name", "result", "error", "scope",
			"resource_metadata", "issuer", "resource", "authorization_servers", "scopes_supported",
			"authorization_endpoint", "token_endpoint", "registration_endpoint", "revocation_endpoint",
			"code_challenge_methods_supported", "client_id_metadata_document_supported",
			"authorization_response_iss_parameter_supported", "grant_type", "response_type", "client_id", "client_name",
			"application_type", "redirect_uris", "redirect_uri", "username", "password", "decision", "location", "page",
			"code", "state", "iss", "code_verifier", "code_challenge", "code_challenge_method", "token", "token_type",
			"access_token", "expires_in", "refresh_token", "Authorization");

	private static final Set<String> SECRET = Set.of("password", "state", "code", "code_challenge", "code_verifier",
			"access_token", "refresh_token", "token", "Authorization");

	/** Identifiers that the server makes can be long. */
	private static final Pattern OPAQUE = Pattern.compile("([\\w-]{16})[\\w-]{44,}");

	private static final int WIDTH = 110;

	private static final String INDENT = "      ";

	private final PrintStream out;

	private int steps;

	private String current = "";

	Transcript(PrintStream out) {
		this.out = out;
	}

	<T> T step(String title, Supplier<T> action) {
		this.steps++;
		this.current = title;
		this.out.printf("%n%3d  %s%n", this.steps, title);
		return action.get();
	}

	void step(String title, Runnable action) {
		step(title, () -> {
			action.run();
			return title;
		});
	}

	void succeeded() {
		this.out.printf("%nSUCCESS: all %d steps went as they should.%n", this.steps);
	}

	void failed(@Nullable String reason) {
		String where = (this.steps > 0) ? "in step %d, %s".formatted(this.steps, this.current)
				: "before the first step";
		this.out.printf("%nFAILED %s: %s%n", where, harmless(String.valueOf(reason)));
	}

	void note(String text) {
		this.out.println("     " + text);
	}

	@Override
	public void sent(String method, URI uri, Map<String, String> parameters) {
		print("   > ", method + " " + withoutQuery(uri.toString()), parameters);
	}

	@Override
	public void received(int status, Map<String, String> parameters) {
		print("   < ", String.valueOf(status), parameters);
	}

	@Override
	public void known(Map<String, String> parameters) {
		print("   = ", "", parameters);
	}

	private void print(String mark, String start, Map<String, String> parameters) {
		StringBuilder line = new StringBuilder(mark).append(start);
		for (String word : words(parameters)) {
			if (line.length() + word.length() > WIDTH) {
				this.out.println(line.toString().stripTrailing());
				line = new StringBuilder(INDENT);
			}
			line.append(line.toString().isBlank() || line.toString().equals(mark) ? "" : "  ").append(word);
		}
		this.out.println(line);
	}

	private static List<String> words(Map<String, String> parameters) {
		return TELLING.stream()
			.filter(parameters::containsKey)
			.map((name) -> name + "=" + shown(name, parameters.getOrDefault(name, "")))
			.toList();
	}

	private static String shown(String name, String value) {
		if (SECRET.contains(name)) {
			return shortened(value);
		}
		String shown = name.equals("location") ? withoutQuery(value) : OPAQUE.matcher(value).replaceAll("$1...");
		return quoted(harmless(shown));
	}

	/** Servers wrote it, and terminals obey control characters. */
	private static String harmless(String text) {
		return text.replaceAll("\\p{Cntrl}", "?");
	}

	private static String shortened(String secret) {
		String scheme = secret.startsWith("Bearer ") ? "Bearer " : "";
		String value = secret.substring(scheme.length());
		return scheme + value.substring(0, Math.min(8, value.length() / 2)) + "...";
	}

	private static String quoted(String value) {
		return value.contains(" ") && !value.startsWith("{") ? '"' + value + '"' : value;
	}

	private static String withoutQuery(String uri) {
		return uri.replaceFirst("\\?.*", "?...");
	}

}
