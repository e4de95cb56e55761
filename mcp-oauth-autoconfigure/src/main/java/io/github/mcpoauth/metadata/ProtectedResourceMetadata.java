package io.github.mcpoauth.metadata;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.mcpoauth.core.ResourceIdentifier;
import io.github.mcpoauth.core.Scopes;

/**
 * The content of protected resource metadata.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9728#section-2">RFC 9728 section
 * 2</a>
 */
public final class ProtectedResourceMetadata {

	private ProtectedResourceMetadata() {
	}

	/**
	 * Lists the members.
	 * @param resource the resource, as clients type it
	 * @param authorizationServers the issuers at which clients can get tokens
	 * @param scopes the least that every request needs; not the catalog
	 * @param name a name for people
	 * @return the members in their order, to be changed at will
	 */
	public static Map<String, Object> members(ResourceIdentifier resource, List<String> authorizationServers,
			Scopes scopes, String name) {
		Map<String, Object> members = new LinkedHashMap<>();
		members.put("resource", resource.toString());
		members.put("authorization_servers", List.copyOf(authorizationServers));
		if (!scopes.isEmpty()) {
			members.put("scopes_supported", List.copyOf(scopes.asSet()));
		}
		members.put("bearer_methods_supported", List.of("header"));
		members.put("resource_name", name);
		return members;
	}

}
