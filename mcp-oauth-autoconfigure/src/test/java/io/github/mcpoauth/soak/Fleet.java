package io.github.mcpoauth.soak;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import io.github.mcpoauth.support.FreePort;
import io.github.mcpoauth.support.Postgres;
import io.github.mcpoauth.support.ServerProcess;
import io.github.mcpoauth.support.SigningKeyMaterial;
import io.github.mcpoauth.support.UpstreamLogin;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two instances that issue tokens and share a database, two that are a facade, and the
 * identity provider of all four. What they keep is good for less than a minute, so that
 * it expires while they run.
 */
final class Fleet implements AutoCloseable {

	static final String BASE_URL = "http://localhost:9999";

	static final String DATABASE = "soak";

	static final Duration ACCESS_TOKEN = Duration.ofSeconds(15);

	static final Duration REFRESH_TOKEN = Duration.ofSeconds(40);

	private static final List<String> COMMON = List.of("mcp.oauth.base-url=" + BASE_URL,
			"mcp.oauth.resource.scopes=mcp:connect",
			"mcp.oauth.secret=a-secret-of-the-tests-with-32-or-more-characters",
			"mcp.oauth.upstream.client-id=" + UpstreamLogin.CLIENT_ID, "mcp.oauth.upstream.client-secret=s3cret",
			"mcp.oauth.upstream.metadata-time-to-live=20s",
			// High enough for one address, but counted
			"mcp.oauth.rate-limits.registrations-per-minute=100000",
			"mcp.oauth.rate-limits.registrations-per-hour=1000000",
			"mcp.oauth.rate-limits.authorizations-per-minute=100000",
			"mcp.oauth.rate-limits.token-requests-per-minute=100000",
			"mcp.oauth.rate-limits.revocations-per-minute=100000",
			// So that sessions end, and idle connections are gone when they are counted
			"server.servlet.session.timeout=60s", "server.tomcat.keep-alive-timeout=4s");

	private static final List<String> ISSUING = List.of("mcp.oauth.mode=authorization-server",
			"mcp.oauth.authorization-server.store=jdbc", "mcp.oauth.registration.store=jdbc",
			"mcp.oauth.authorization-server.jdbc.initialize-schema=always", "spring.autoconfigure.exclude=",
			"spring.datasource.username=postgres", "spring.datasource.hikari.maximum-pool-size=5",
			"mcp.oauth.authorization-server.access-token-time-to-live=" + ACCESS_TOKEN.toSeconds() + "s",
			"mcp.oauth.authorization-server.refresh-token-time-to-live=" + REFRESH_TOKEN.toSeconds() + "s",
			"mcp.oauth.registration.unused-time-to-live=30s", "mcp.oauth.registration.time-to-live=2m",
			SigningKeyMaterial.CONFIGURED);

	private final IssuingProvider provider = new IssuingProvider(FreePort.find(), BASE_URL + "/mcp");

	private final List<ServerProcess> issuing = new ArrayList<>();

	private final List<ServerProcess> facades = new ArrayList<>();

	Fleet(Path logs) {
		String database = "spring.datasource.url=" + Postgres.database(DATABASE);
		try {
			for (int i = 0; i < 2; i++) {
				startTwo(logs, i, database);
			}
		}
		catch (RuntimeException ex) {
			close();
			throw ex;
		}
	}

	/** At once; but of those that share the database, the first makes its tables. */
	private void startTwo(Path logs, int number, String database) {
		CompletableFuture<Void> facade = CompletableFuture
			.runAsync(() -> this.facades.add(start(logs, "facade-" + number, Stream.of("mcp.oauth.mode=facade"))));
		try {
			this.issuing.add(start(logs, "issuing-" + number, Stream.concat(ISSUING.stream(), Stream.of(database))));
		}
		finally {
			facade.join();
		}
	}

	private ServerProcess start(Path logs, String name, Stream<String> more) {
		Stream<String> own = Stream.of("mcp.oauth.upstream.issuer-uri=" + this.provider.issuer());
		Stream<String> properties = Stream.of(COMMON.stream(), own, AccessLog.properties(logs, name).stream(), more)
			.flatMap((some) -> some);
		return new ServerProcess(properties.toArray(String[]::new));
	}

	/** As after a first caller: the facades have the keys of the provider. */
	void warmUp() {
		for (ServerProcess facade : this.facades) {
			assertThat(new Client().call(facade, this.provider.server().tokens().valid()).status()).isEqualTo(200);
		}
	}

	IssuingProvider provider() {
		return this.provider;
	}

	List<ServerProcess> issuing() {
		return this.issuing;
	}

	List<ServerProcess> facades() {
		return this.facades;
	}

	List<ServerProcess> all() {
		return Stream.concat(this.issuing.stream(), this.facades.stream()).toList();
	}

	/** Whichever the load balancer takes of those that issue tokens. */
	ServerProcess anyIssuing(RandomGenerator random) {
		return this.issuing.get(random.nextInt(this.issuing.size()));
	}

	/** Whichever the load balancer takes of the facades. */
	ServerProcess anyFacade(RandomGenerator random) {
		return this.facades.get(random.nextInt(this.facades.size()));
	}

	@Override
	public void close() {
		all().forEach(ServerProcess::close);
		this.provider.close();
	}

}
