package io.github.mcpoauth.observability.doctor;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * What the authorization server says about itself, and whether MCP clients can use it.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc8414#section-2">RFC 8414 section
 * 2</a>
 */
final class ServerMetadataCheck implements Check {

	private static final List<String> ENDPOINTS = List.of("authorization_endpoint", "token_endpoint");

	@Override
	public void examine(ServerView server, Findings findings) {
		Map<String, @Nullable Object> metadata = server.serverMetadata();
		if (metadata.isEmpty()) {
			String places = WellKnown.ofServer(server.issuer())
				.stream()
				.map((place) -> server.get(place).outcome())
				.collect(Collectors.joining("; "));
			findings.failure("server-metadata", places,
					"Name the issuer exactly as it is in its own metadata, and see that clients can reach it");
			return;
		}
		findings.ok("server-metadata", "the metadata of " + server.issuer() + " is there");
		examineIssuer(server.issuer().toString(), Members.text(metadata.get("issuer")), findings);
		examineEndpoints(metadata, findings);
		examineCodeChallenges(metadata, findings);
		examineIssParameter(metadata, findings);
		examineClients(metadata, findings);
		examineRefresh(metadata, findings);
		examineProvider(server.issuer(), findings);
	}

	/** Compared as text (RFC 8414 section 3.3). */
	private static void examineIssuer(String named, @Nullable String issuer, Findings findings) {
		if (named.equals(issuer)) {
			findings.ok("issuer", "its issuer is the one that was asked for");
		}
		else {
			findings.failure("issuer",
					"the MCP server names " + named + ", and the metadata there is of " + issuer
							+ (named.equals(issuer + "/") || (named + "/").equals(issuer)
									? ": a slash at the end makes the difference" : ""),
					"Write the issuer in both places alike, to the last character: strict clients refuse it");
		}
	}

	private static void examineEndpoints(Map<String, @Nullable Object> metadata, Findings findings) {
		for (String name : ENDPOINTS) {
			String text = Members.text(metadata.get(name));
			URI uri = Members.uri(text);
			if (uri == null || !Members.isSecure(uri)) {
				findings.failure("endpoints", name + " is " + text + ", and no https URL",
						"Name the public https URL of the endpoint");
				return;
			}
		}
		findings.ok("endpoints", "authorization and token endpoint are https URLs, or on this machine");
	}

	private static void examineCodeChallenges(Map<String, @Nullable Object> metadata, Findings findings) {
		List<String> methods = Members.texts(metadata.get("code_challenge_methods_supported"));
		if (!methods.contains("S256")) {
			findings.failure("pkce",
					"code_challenge_methods_supported " + (methods.isEmpty() ? "is missing" : "is " + methods)
							+ ": clients have to refuse such a server",
					"Have the provider announce S256, or put a facade in front that does (here mcp.oauth.mode: facade)");
		}
		else if (methods.size() > 1) {
			findings.warning("pkce", "code challenges may be " + methods,
					"Allow S256 only: \"plain\" protects nothing");
		}
		else {
			findings.ok("pkce", "code challenges are S256");
		}
	}

	/** RFC 9207; required of clients since MCP 2026-07-28. */
	private static void examineIssParameter(Map<String, @Nullable Object> metadata, Findings findings) {
		URI issuer = Members.uri(Members.text(metadata.get("issuer")));
		URI endpoint = Members.uri(Members.text(metadata.get("authorization_endpoint")));
		boolean announced = Boolean.TRUE.equals(metadata.get("authorization_response_iss_parameter_supported"));
		if (issuer != null && endpoint != null && !issuer.getHost().equals(endpoint.getHost())) {
			findings.warning("iss",
					"the issuer is at " + issuer.getHost() + " and the login at " + endpoint.getHost()
							+ ": should that one send its own \"iss\", clients of MCP 2026-07-28 refuse the answer",
					"Let the issuer relay the login (here mcp.oauth.facade.endpoints: relay), or name the real issuer");
		}
		else if (announced) {
			findings.ok("iss", "authorization responses name their issuer");
		}
		else {
			findings.warning("iss", "authorization responses don't say that they name their issuer",
					"Send \"iss\" and announce it (RFC 9207): it keeps codes from getting to another server");
		}
	}

	private static void examineClients(Map<String, @Nullable Object> metadata, Findings findings) {
		boolean documents = Boolean.TRUE.equals(metadata.get("client_id_metadata_document_supported"));
		boolean registration = metadata.get("registration_endpoint") != null;
		if (!documents && !registration) {
			findings.failure("client-registration",
					"clients can neither register nor show a document of their own: most have no other way",
					"Allow one of them at the provider, or put a facade in front (here mcp.oauth.mode: facade)");
		}
		else {
			findings.ok("client-registration", "clients "
					+ (registration ? (documents ? "register, or show a document" : "register") : "show a document"));
		}
		List<String> methods = Members.texts(metadata.get("token_endpoint_auth_methods_supported"));
		if (methods.contains("none")) {
			findings.ok("auth-methods", "clients without a secret are welcome");
		}
		else {
			findings.warning("auth-methods",
					"token_endpoint_auth_methods_supported "
							+ (methods.isEmpty() ? "is missing, which means client_secret_basic" : "has no \"none\""),
					"Name \"none\": MCP clients are public ones, and Claude uses its document only then");
		}
	}

	private static void examineRefresh(Map<String, @Nullable Object> metadata, Findings findings) {
		List<String> grants = Members.texts(metadata.get("grant_types_supported"));
		if (grants.contains("refresh_token")) {
			findings.ok("refresh", "tokens can be refreshed");
		}
		else {
			findings.warning("refresh", "grant_types_supported does not name refresh_token",
					"Allow it: otherwise people log in again each time that a token expires");
		}
	}

	/** What is known of some that their metadata does not say. */
	static void examineProvider(URI issuer, Findings findings) {
		String host = issuer.getHost();
		if (host.equals("login.microsoftonline.com")) {
			findings.failure("provider", "Microsoft Entra ID refuses the parameter \"resource\" (AADSTS9010010), which "
					+ "every client has to send", "Put a facade in front (here mcp.oauth.mode: facade)");
		}
		else if (host.equals("accounts.google.com")) {
			findings.failure("provider", "Google registers no clients, and its access tokens name no audience of yours",
					"Put a facade or an authorization server in front (here mcp.oauth.mode: facade)");
		}
	}

}
