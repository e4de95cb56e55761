package io.github.mcpoauth.bench;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.Sha256;

/**
 * Servers that several parts measure. Each starts when it is first asked for, since to
 * start one and to warm it up takes longer than to measure it. For a first look all of
 * them share a virtual machine, so that what they have in common is compiled once.
 */
final class Fleet implements AutoCloseable {

	/** A client of the embedded authorization server that acts for itself. */
	static final String CLIENT_ID = "report";

	/** Its secret. */
	static final String CLIENT_SECRET = secret();

	private final Map<Variant, Server> servers = new EnumMap<>(Variant.class);

	private final @Nullable VirtualMachine shared;

	private @Nullable Provider provider;

	Fleet(boolean quick) {
		this.shared = quick ? VirtualMachine.start("shared", List.of("-Xms1g", "-Xmx1g")) : null;
	}

	/**
	 * Starts one where another is, so that the same compiled code serves both: what two
	 * virtual machines make of the same code differs by more than what is to be seen.
	 */
	static Server startBeside(Server other, Variant variant, String... properties) {
		return Server.startIn(other.machine(), variant, properties);
	}

	/** Starts one that nobody else measures. */
	Server start(Variant variant, String... properties) {
		return (this.shared != null) ? Server.startIn(this.shared, variant, properties)
				: Server.start(variant, properties);
	}

	/** The authorization server of those that have none themselves. */
	Provider provider() {
		if (this.provider == null) {
			this.provider = new Provider();
		}
		return this.provider;
	}

	Server unprotected() {
		return get(Variant.UNPROTECTED, () -> start(Variant.UNPROTECTED));
	}

	Server springResourceServer() {
		return get(Variant.SPRING, () -> start(Variant.SPRING, "bench.issuer=" + provider().issuer()));
	}

	/** One that can introspect, too. */
	Server resourceServer() {
		return get(Variant.MCP_OAUTH,
				() -> start(Variant.MCP_OAUTH, "mcp.oauth.mode=resource-server",
						"mcp.oauth.upstream.issuer-uri=" + provider().issuer(), "mcp.oauth.upstream.client-id=mcp",
						"mcp.oauth.upstream.client-secret=secret"));
	}

	Server authorizationServer() {
		return get(Variant.EMBEDDED,
				() -> start(Variant.EMBEDDED, "mcp.oauth.resource.scopes=read",
						"mcp.oauth.authorization-server.clients." + CLIENT_ID + ".secret-sha256="
								+ HexFormat.of().formatHex(Sha256.of(CLIENT_SECRET))));
	}

	Server springAuthorizationServer() {
		return get(Variant.SPRING_SERVER, () -> start(Variant.SPRING_SERVER));
	}

	private Server get(Variant variant, Supplier<Server> start) {
		return this.servers.computeIfAbsent(variant, (key) -> start.get());
	}

	private static String secret() {
		byte[] random = new byte[32];
		new SecureRandom().nextBytes(random);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
	}

	@Override
	public void close() {
		this.servers.values().forEach(Server::close);
		if (this.shared != null) {
			this.shared.close();
		}
		if (this.provider != null) {
			this.provider.close();
		}
	}

}
