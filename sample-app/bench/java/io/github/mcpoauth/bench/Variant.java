package io.github.mcpoauth.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;

/**
 * How the application is protected and what else it does with each request. Everything
 * else is the same: the class path, the flags of the virtual machine, the endpoints.
 */
enum Variant {

	/** Not at all. */
	UNPROTECTED(Set.of("security", "mcpoauth", "micrometer")),

	/** Not at all, with the meters of Actuator. */
	UNPROTECTED_METERED(Set.of("security", "mcpoauth")),

	/** By Spring Security's resource server, as Spring Boot would configure it. */
	SPRING(Set.of("mcpoauth", "micrometer"), PlatformResourceServer.class),

	/** The same with the meters of Actuator. */
	SPRING_METERED(Set.of("mcpoauth"), PlatformResourceServer.class),

	/** By this library in front of an authorization server that is elsewhere. */
	MCP_OAUTH(Set.of("micrometer")),

	/** The same with the meters of Actuator. */
	MCP_OAUTH_METERED(Set.of()),

	/** The same, where Spring Security observes nothing. */
	MCP_OAUTH_UNOBSERVED(Set.of(), NoSecurityObservations.class),

	/** By this library, which is the authorization server as well. */
	EMBEDDED(Set.of("micrometer"), SeededGrants.class, LoginUsers.class),

	/** Spring Authorization Server with open registration, by hand. */
	SPRING_SERVER(Set.of("mcpoauth", "micrometer"), PlatformAuthorizationServer.class, LoginUsers.class),

	/** Spring's authorization server and its resource server, both by hand. */
	SPRING_BOTH(Set.of("mcpoauth", "micrometer"), PlatformAuthorizationServer.class, PlatformProtectedEndpoint.class,
			LoginUsers.class);

	private final Set<String> excluded;

	private final Class<?>[] additions;

	Variant(Set<String> excluded, Class<?>... additions) {
		this.excluded = excluded;
		this.additions = additions;
	}

	Class<?>[] sources() {
		Class<?>[] sources = new Class<?>[this.additions.length + 1];
		sources[0] = BenchApplication.class;
		System.arraycopy(this.additions, 0, sources, 1, this.additions.length);
		return sources;
	}

	Map<String, Object> properties() {
		Map<String, Object> properties = new HashMap<>();
		properties.put("spring.main.banner-mode", "off");
		properties.put("spring.ai.mcp.server.enabled", "false");
		properties.put("spring.sql.init.mode", "never");
		properties.put("server.address", "127.0.0.1");
		properties.put("logging.level.root", "warn");
		properties.put("server.tomcat.max-keep-alive-requests", "-1");
		properties.put("spring.security.user.name", "alice");
		properties.put("spring.security.user.password", "wonderland");
		properties.put("spring.autoconfigure.exclude", StreamSupport
			.stream(ImportCandidates.load(AutoConfiguration.class, Variant.class.getClassLoader()).spliterator(), false)
			.filter((name) -> this.excluded.stream().anyMatch(name::contains))
			.collect(Collectors.joining(",")));
		if (this == EMBEDDED) {
			// Each request of a benchmark comes from one address
			properties.put("mcp.oauth.rate-limits.enabled", "false");
		}
		return properties;
	}

}
