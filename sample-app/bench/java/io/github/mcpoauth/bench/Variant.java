package io.github.mcpoauth.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;

/**
 * How the application is protected. Everything else is the same: the class path, the
 * flags of the virtual machine, the endpoints.
 */
enum Variant {

	/** Not at all. */
	UNPROTECTED((name) -> name.contains("security") || name.contains("mcpoauth")),

	/** By Spring Security's resource server, as Spring Boot would configure it. */
	SPRING((name) -> name.contains("mcpoauth"), PlatformResourceServer.class),

	/** By this library in front of an authorization server that is elsewhere. */
	MCP_OAUTH((name) -> false),

	/** By this library, which is the authorization server as well. */
	EMBEDDED((name) -> false, SeededGrants.class, LoginUsers.class),

	/** Spring Authorization Server with open registration, by hand. */
	SPRING_SERVER((name) -> name.contains("mcpoauth"), PlatformAuthorizationServer.class, LoginUsers.class),

	/** Spring's authorization server and its resource server, both by hand. */
	SPRING_BOTH((name) -> name.contains("mcpoauth"), PlatformAuthorizationServer.class, PlatformProtectedEndpoint.class,
			LoginUsers.class);

	private final Predicate<String> excluded;

	private final Class<?>[] additions;

	Variant(Predicate<String> excluded, Class<?>... additions) {
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
			.filter(this.excluded)
			.collect(Collectors.joining(",")));
		if (this == EMBEDDED) {
			// Each request of a benchmark comes from one address
			properties.put("mcp.oauth.rate-limits.enabled", "false");
		}
		return properties;
	}

}
