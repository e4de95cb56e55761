package io.github.mcpoauth.sample.client;

import java.net.URI;
import java.util.List;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import net.minidev.json.JSONObject;

/**
 * What an MCP server says about itself.
 *
 * @param resource who it is: what tokens are asked for
 * @param authorizationServer who issues its tokens
 * @param scopes the scopes that it names
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9728.html#section-2">RFC 9728 section
 * 2</a>
 */
record ProtectedResource(URI resource, String authorizationServer, Scope scopes) {

	/**
	 * Finds the metadata of an MCP server: where the challenge says, else in the
	 * well-known places.
	 */
	static ProtectedResource of(URI mcp, Challenge challenge, MetadataReader reader) {
		URI named = challenge.resourceMetadata();
		JSONObject document = reader.first((named != null) ? List.of(named) : WellKnown.ofResource(mcp));
		return read(document).checkIs(mcp);
	}

	private static ProtectedResource read(JSONObject document) {
		try {
			List<String> servers = JSONObjectUtils.getStringList(document, "authorization_servers", List.of());
			if (servers.isEmpty()) {
				throw new ClientFailure("The metadata of the MCP server names no authorization server");
			}
			// The client may choose any of them (RFC 9728 section 7.6)
			return new ProtectedResource(JSONObjectUtils.getURI(document, "resource"), servers.get(0),
					Scope.parse(JSONObjectUtils.getStringList(document, "scopes_supported", List.of())));
		}
		catch (ParseException ex) {
			throw new ClientFailure("The metadata of the MCP server can't be read: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Otherwise a server could have tokens made out that are another's (RFC 9728 section
	 * 3.3).
	 */
	private ProtectedResource checkIs(URI mcp) {
		if (!this.resource.toString().equals(mcp.toString())) {
			throw new ClientFailure("The metadata is about %s and not about %s".formatted(this.resource, mcp));
		}
		return this;
	}

}
