package io.github.mcpoauth.authorizationserver.registry;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.ResourceIdentifier;
import io.github.mcpoauth.core.Scopes;

/**
 * What an administrator says of a server. Immutable.
 *
 * @param name its name for people
 * @param resource its public URL
 * @param scopes what clients may ask for there
 */
record ServerRegistration(String name, ResourceIdentifier resource, Set<String> scopes) {

	private static final int MAX_LENGTH = 2000;

	private static final int MAX_SCOPES = 100;

	/**
	 * Reads the body of a request.
	 * @param members its members
	 * @param httpAllowed whether a server may be reached without TLS that is not on this
	 * machine
	 * @throws IllegalArgumentException if something is wrong; the message says what
	 */
	static ServerRegistration of(Map<String, @Nullable Object> members, boolean httpAllowed) {
		ResourceIdentifier resource = resource(members.get("resource_url"), httpAllowed);
		Object name = members.getOrDefault("name", resource.toString());
		if (!(name instanceof String text) || text.isBlank() || text.length() > MAX_LENGTH) {
			throw new IllegalArgumentException("name must be a text");
		}
		return new ServerRegistration(text, resource, scopes(members.getOrDefault("scopes", List.of())));
	}

	private static ResourceIdentifier resource(@Nullable Object url, boolean httpAllowed) {
		if (!(url instanceof String text) || text.length() > MAX_LENGTH) {
			throw new IllegalArgumentException("resource_url must be the URL of the MCP endpoint");
		}
		try {
			return ServerUrl.parse(text, httpAllowed);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("resource_url can't be used: " + ex.getMessage());
		}
	}

	private static Set<String> scopes(@Nullable Object value) {
		Set<String> scopes = new LinkedHashSet<>();
		if (value instanceof List<?> list && list.size() <= MAX_SCOPES) {
			for (Object scope : list) {
				if (!(scope instanceof String text) || !Scopes.isGrantable(text)) {
					throw new IllegalArgumentException("scopes must be scopes of RFC 6749 section 3.3, without openid");
				}
				scopes.add(text);
			}
			return scopes;
		}
		throw new IllegalArgumentException("scopes must be a list of at most " + MAX_SCOPES);
	}

}
