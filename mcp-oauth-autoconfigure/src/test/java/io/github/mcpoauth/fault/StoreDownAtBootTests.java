package io.github.mcpoauth.fault;

import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Line;
import io.github.mcpoauth.support.Redis;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Applications that are to start while their store is down. To go on without it would
 * mean to forget, or to know nothing of what was revoked.
 */
@Tag("FT11")
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class StoreDownAtBootTests {

	private static final String LOGINS = "mcp.oauth.authorization-server.store";

	private static final String REGISTRATIONS = "mcp.oauth.registration.store";

	@ParameterizedTest
	@CsvSource({ LOGINS + ", jdbc, false", LOGINS + ", redis, false", REGISTRATIONS + ", jdbc, false",
			REGISTRATIONS + ", redis, false", LOGINS + ", jdbc, true", LOGINS + ", redis, true" })
	void startWhenStoreIsDownThenFailsAndNamesThePropertyAndTheFix(String property, String store, boolean frozen,
			CapturedOutput output) {
		try (Line line = Line.to(Redis.shared().port())) {
			if (frozen) {
				line.freeze();
			}
			else {
				line.cut();
			}
			assertThatException().isThrownBy(() -> TestServer.start(properties(property, store, line.port())).close());
		}
		assertThat(output)
			.contains("APPLICATION FAILED TO START", "The property " + property + " has the value '" + store + "'",
					"Action:")
			.doesNotContain("password-of-the-store", FacadeServer.SECRET);
	}

	private static String[] properties(String property, String store, int port) {
		return Stream
			.concat(Stream.of(property + "=" + store, "mcp.oauth.secret=" + FacadeServer.SECRET), store.equals("redis")
					? Stream.of("spring.data.redis.port=" + port, "spring.data.redis.timeout=2s")
					: Stream.of("spring.autoconfigure.exclude=",
							"spring.datasource.url=jdbc:postgresql://localhost:" + port + "/mcp",
							"spring.datasource.username=postgres", "spring.datasource.password=password-of-the-store",
							"spring.datasource.hikari.connection-timeout=2000",
							"spring.datasource.hikari.initialization-fail-timeout=-1"))
			.toArray(String[]::new);
	}

}
