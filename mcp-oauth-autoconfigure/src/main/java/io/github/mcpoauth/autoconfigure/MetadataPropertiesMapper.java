package io.github.mcpoauth.autoconfigure;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

import io.github.mcpoauth.autoconfigure.McpOAuthProperties.Metadata;
import io.github.mcpoauth.core.LoopbackHosts;
import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.core.UriText;
import io.github.mcpoauth.metadata.MemberOverrides;
import io.github.mcpoauth.resource.ProtectedResource;
import io.github.mcpoauth.resource.ProtectedResources;

/**
 * Maps what is configured about the well-known documents, and refuses values that can't
 * be meant.
 */
final class MetadataPropertiesMapper {

	private static final String AUTHORIZATION_SERVER = "mcp.oauth.metadata.authorization-server";

	private static final String PROTECTED_RESOURCE = "mcp.oauth.metadata.protected-resource";

	private static final String ADDITIONAL_PATHS = "mcp.oauth.metadata.additional-paths";

	private static final String MOVED_TO = "mcp.oauth.metadata.authorization-server-moved-to";

	private static final String ENDPOINTS = "/oauth2/.*|/authorize|/token|/register";

	private final Metadata metadata;

	MetadataPropertiesMapper(Metadata metadata) {
		this.metadata = metadata;
	}

	MemberOverrides asAuthorizationServerMembers() {
		return members(AUTHORIZATION_SERVER, this.metadata.authorizationServer(), "issuer",
				"it is the identity that clients compare with the URL they have read it from (RFC 8414 section 3.3)",
				"Remove it. The issuer is mcp.oauth.base-url");
	}

	MemberOverrides asProtectedResourceMembers() {
		return members(PROTECTED_RESOURCE, this.metadata.protectedResource(), "resource",
				"it is the identity that clients compare with the URL they connect to (RFC 9728 section 3.3)",
				"Remove it. The resource is mcp.oauth.base-url with mcp.oauth.resource.path after it");
	}

	private static MemberOverrides members(String property, Map<String, Object> configured, String identity,
			String reason, String fix) {
		Map<String, Object> members = new LinkedHashMap<>();
		configured.forEach((name, value) -> {
			if (name.equals(identity)) {
				throw new McpOAuthConfigurationException(property + "." + name, value, reason, fix);
			}
			members.put(name, (value instanceof Map<?, ?> map) ? list(property + "." + name, map)
					: scalar(name, String.valueOf(value), value));
		});
		return new MemberOverrides(members);
	}

	/**
	 * As Spring Boot binds a list to an {@code Object}: a map from index to element.
	 */
	private static List<Object> list(String property, Map<?, ?> elements) {
		List<Object> list = new ArrayList<>();
		elements.forEach((index, element) -> {
			if (!index.equals(String.valueOf(list.size())) || element instanceof Map) {
				throw new McpOAuthConfigurationException(property, elements,
						"it is an object and not text, true, false, a number or a list of these",
						"Publish a customizer bean for objects. If there is no object: an environment variable "
								+ "can't name a member with underscores, so write it into a file");
			}
			list.add(element);
		});
		return list;
	}

	/**
	 * Property files and environment variables have nothing but text. What the registries
	 * of RFC 8414 and RFC 9728 know as a list is one also if there is one element.
	 */
	private static Object scalar(String name, String text, Object value) {
		if (!(value instanceof String) || text.isBlank()) {
			return (value instanceof String) ? "" : value;
		}
		if (text.equals("true") || text.equals("false")) {
			return Boolean.valueOf(text);
		}
		if (name.endsWith("_supported") || name.equals("authorization_servers")) {
			return UpstreamPropertiesMapper.stripped(List.of(text.split(",")));
		}
		return text;
	}

	/**
	 * The additional paths.
	 * @param urls where the documents are already
	 * @param resources the MCP endpoints
	 */
	Set<String> asAdditionalPaths(PublicUrls urls, ProtectedResources resources) {
		Set<String> taken = new LinkedHashSet<>(urls.openidConfigurationPaths());
		for (ProtectedResource resource : resources.all()) {
			taken.addAll(urls.protectedResourceMetadataPaths(resource.path()));
			taken.add(resource.path());
		}
		Set<String> paths = new LinkedHashSet<>();
		for (String path : this.metadata.additionalPaths()) {
			if (!path.matches("(/[\\w.~-]+)+") || path.matches(".*/\\.{1,2}(/.*)?")) {
				throw new McpOAuthConfigurationException(ADDITIONAL_PATHS, path, "it is not the path of a document",
						"Write it below the context path, with a leading and without a trailing slash, "
								+ "and without patterns: /oauth/metadata");
			}
			if (taken.contains(path) || path.matches(ENDPOINTS)) {
				throw new McpOAuthConfigurationException(ADDITIONAL_PATHS, path,
						"something else of this library is there", "Choose another path, such as /oauth/metadata");
			}
			paths.add(path);
		}
		return paths;
	}

	/**
	 * Where clients are sent that look for the document here, or {@code null}.
	 * @param urls where the document was
	 */
	@Nullable URI asNewLocation(PublicUrls urls) {
		String location = this.metadata.authorizationServerMovedTo();
		if (!StringUtils.hasText(location)) {
			return null;
		}
		URI uri = parse(location.strip());
		boolean local = uri != null && uri.getHost() != null && LoopbackHosts.contains(uri.getHost());
		if (uri == null || uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null
				|| !("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && local))) {
			throw new McpOAuthConfigurationException(MOVED_TO, location, "it is not the https URL of a document",
					"Write the whole URL of the provider's metadata: "
							+ "https://login.example.com/.well-known/oauth-authorization-server");
		}
		if (urls.authorizationServerMetadataPaths()
			.stream()
			.flatMap((path) -> Stream.of(urls.endpoint(path), urls.origin() + path))
			.anyMatch(uri.toString()::equals)) {
			throw new McpOAuthConfigurationException(MOVED_TO, location,
					"that is here, and clients would be sent round in circles",
					"Write the URL of the provider's metadata, or remove the property");
		}
		return uri;
	}

	private static @Nullable URI parse(String location) {
		try {
			return UriText.parse(location);
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

	/**
	 * Where this application has authorization server metadata, it has not moved.
	 */
	void checkNotMoved() {
		if (StringUtils.hasText(this.metadata.authorizationServerMovedTo())) {
			throw new McpOAuthConfigurationException(MOVED_TO, this.metadata.authorizationServerMovedTo(),
					"the mode is not resource-server, so this application serves that document itself",
					"Remove it, or set mcp.oauth.mode=resource-server");
		}
	}

	/**
	 * Where the identity provider is the authorization server, the document is its own.
	 */
	void checkNoAuthorizationServerMetadata() {
		boolean paths = !this.metadata.additionalPaths().isEmpty();
		if (paths || !this.metadata.authorizationServer().isEmpty()) {
			throw new McpOAuthConfigurationException(paths ? ADDITIONAL_PATHS : AUTHORIZATION_SERVER,
					paths ? this.metadata.additionalPaths() : this.metadata.authorizationServer(),
					"in the mode resource-server there is no authorization server metadata here",
					"Remove it, or set mcp.oauth.mode=facade to serve that document in front of the provider");
		}
	}

}
