package io.github.mcpoauth.observability.doctor;

import java.net.URI;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/**
 * What the server says about itself: where, and whether it means itself.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9728#section-3">RFC 9728 section
 * 3</a>
 */
final class ResourceMetadataCheck implements Check {

	private static final String UNKNOWN = "/mcp-oauth-doctor-asks-for-what-is-not-there";

	@Override
	public void examine(ServerView server, Findings findings) {
		Sighting inserted = server.get(WellKnown.ofResource(server.mcp()));
		Sighting root = server.get(WellKnown.ofResourceAtRoot(server.mcp()));
		if (inserted.document() != null) {
			findings.ok("resource-metadata", "the metadata is where clients look first: " + inserted.uri());
		}
		else if (!server.resourceMetadata().isEmpty()) {
			findings.warning("resource-metadata", inserted.outcome(),
					"Serve the metadata there as well: not every client reads the challenge (RFC 9728 section 3.1)");
		}
		else {
			findings.failure("resource-metadata", inserted.outcome() + "; " + root.outcome(),
					"Serve protected resource metadata (RFC 9728): without it clients find no way to log in");
			return;
		}
		if (root.document() != null) {
			findings.ok("resource-metadata-root", "it is at the root as well: " + root.uri());
		}
		else {
			findings.warning("resource-metadata-root", root.outcome(),
					"Serve it at the root as well: some clients look nowhere else");
		}
		examineIdentifier(server, findings);
		examineServers(server.resourceMetadata(), findings);
		examineUnknown(server, findings);
	}

	/** Compared as text, as clients do (RFC 9728 section 3.3). */
	private static void examineIdentifier(ServerView server, Findings findings) {
		String url = server.mcp().toString();
		String resource = Members.text(server.resourceMetadata().get("resource"));
		if (url.equals(resource)) {
			findings.ok("resource", "the metadata is about the URL that clients are given");
		}
		else if (resource == null) {
			findings.failure("resource", "the metadata has no \"resource\"", "Add it: the URL " + url);
		}
		else if (withoutSlash(resource).equals(withoutSlash(url))) {
			findings.warning("resource",
					"the metadata is about " + resource + ", which differs from " + url + " by a slash at the end",
					"Give clients the URL as it stands in the metadata");
		}
		else {
			findings.failure("resource", "clients are given " + url + ", and the metadata is about " + resource,
					"Behind a proxy the server does not know its public URL: set it (here mcp.oauth.base-url), or give "
							+ "clients the other one");
		}
	}

	private static String withoutSlash(String url) {
		return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
	}

	private static void examineServers(Map<String, @Nullable Object> metadata, Findings findings) {
		List<String> servers = Members.texts(metadata.get("authorization_servers"));
		if (servers.isEmpty()) {
			findings.failure("authorization-servers", "the metadata names no authorization server",
					"Name at least one in \"authorization_servers\" (MCP authorization, required)");
		}
		else if (Members.uri(servers.get(0)) == null) {
			findings.failure("authorization-servers", servers.get(0) + " is no absolute URL",
					"Write issuer identifiers, such as https://login.example.com/tenant");
		}
		else {
			findings.ok("authorization-servers", "clients log in at " + servers.get(0));
		}
	}

	/** Who answers for every path would vouch for servers that don't exist. */
	private static void examineUnknown(ServerView server, Findings findings) {
		Sighting unknown = server.get(URI.create(WellKnown.ofResourceAtRoot(server.mcp()) + UNKNOWN));
		if (unknown.is(HttpStatus.OK)) {
			findings.warning("resource-metadata-unknown", "there is metadata for a path that does not exist",
					"Answer 404 for all but the real endpoints");
		}
		else {
			findings.ok("resource-metadata-unknown", "there is none for paths that don't exist");
		}
	}

}
