package io.github.mcpoauth.soak;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import javax.sql.DataSource;

import org.springframework.jdbc.core.simple.JdbcClient;

import io.github.mcpoauth.authorizationserver.store.JdbcAuthorizationStore;
import io.github.mcpoauth.authorizationserver.store.JdbcConsentStore;
import io.github.mcpoauth.authorizationserver.store.JdbcRevokedTokenLog;
import io.github.mcpoauth.authorizationserver.store.JdbcUpstreamTokenStore;
import io.github.mcpoauth.authorizationserver.store.JdbcUsedAssertionLog;
import io.github.mcpoauth.store.Expiring;

/**
 * What is in the database of the instances.
 */
final class StoreRows {

	/** Has no expiry of its own: its rows go with those of the authorizations. */
	private static final String TOKENS = "mcp_oauth_token";

	private static final List<String> EXPIRING = List.of("mcp_oauth_authorization", "mcp_oauth_revoked_token",
			"mcp_oauth_consent", "mcp_oauth_upstream_token", "mcp_oauth_used_assertion", "mcp_oauth_registration");

	private final DataSource dataSource;

	private final JdbcClient jdbc;

	StoreRows(DataSource dataSource) {
		this.dataSource = dataSource;
		this.jdbc = JdbcClient.create(dataSource);
	}

	/** How many rows there are that are still good for something. */
	long live() {
		return EXPIRING.stream().mapToLong((table) -> count(table + " WHERE expires_at > " + now())).sum();
	}

	/** How many have expired, and should have been removed some time ago. */
	long expiredFor(Duration time) {
		long since = now() - time.toMillis();
		return EXPIRING.stream().mapToLong((table) -> count(table + " WHERE expires_at <= " + since)).sum();
	}

	/** What is left in which table when all that ever expires has. */
	Map<String, Long> afterTheLastExpiry() {
		Instant later = Instant.now().plus(Duration.ofDays(1));
		Clock clock = Clock.systemUTC();
		List<Expiring> stores = List.of(new JdbcAuthorizationStore(this.dataSource, clock),
				new JdbcRevokedTokenLog(this.dataSource), new JdbcConsentStore(this.dataSource, clock),
				new JdbcUpstreamTokenStore(this.dataSource, clock), new JdbcUsedAssertionLog(this.dataSource));
		stores.forEach((store) -> store.removeExpired(later, Integer.MAX_VALUE));
		Map<String, Long> left = new TreeMap<>();
		EXPIRING.forEach((table) -> left.put(table, count(table + " WHERE expires_at > " + later.toEpochMilli())));
		left.put(TOKENS, count(TOKENS));
		left.values().removeIf((rows) -> rows == 0);
		return left;
	}

	private long count(String from) {
		return this.jdbc.sql("SELECT count(*) FROM " + from).query(Long.class).single();
	}

	private static long now() {
		return System.currentTimeMillis();
	}

}
