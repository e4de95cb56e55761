package io.github.mcpoauth.support;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A running application.
 */
public final class TestServer implements RunningServer, ClosedAfterAll, BeforeEachCallback {

	private static final String USER = "spring.security.user.name=alice";

	private static final String PASSWORD = "spring.security.user.password=wonderland";

	private final Supplier<ConfigurableApplicationContext> again;

	private ConfigurableApplicationContext context;

	private TestServer(int port, Class<?>[] sources, String... properties) {
		this.context = run(port, sources, properties);
		int own = port();
		this.again = () -> run(own, sources, properties);
	}

	/**
	 * Starts the {@link TestApplication} on a free port.
	 */
	public static TestServer start(String... properties) {
		return start(new Class<?>[] { TestApplication.class }, properties);
	}

	/**
	 * Starts the application again where one has been.
	 */
	public static TestServer startAt(int port, String... properties) {
		return new TestServer(port, new Class<?>[] { TestApplication.class }, withUser(properties));
	}

	public static TestServer start(Class<?>[] sources, String... properties) {
		return startWithoutUser(sources, withUser(properties));
	}

	public static TestServer startWithoutUser(Class<?>[] sources, String... properties) {
		return new TestServer(0, sources, properties);
	}

	private static String[] withUser(String... properties) {
		String[] all = Arrays.copyOf(properties, properties.length + 2);
		all[properties.length] = USER;
		all[properties.length + 1] = PASSWORD;
		return all;
	}

	private static ConfigurableApplicationContext run(int port, Class<?>[] sources, String... properties) {
		List<String> arguments = new ArrayList<>(
				List.of("--server.port=" + port, "--spring.main.banner-mode=off", "--logging.level.root=warn"));
		// To count threads holds up those that end, of which a run of all tests has many
		arguments.add("--management.metrics.enable.jvm=false");
		for (String property : properties) {
			arguments.add("--" + property);
		}
		// Repeated tests register more clients than anybody may
		if (!ONE_BY_ONE.isEmpty() && !String.join(" ", properties).contains("mcp.oauth.rate-limits.")) {
			arguments.add("--mcp.oauth.rate-limits.enabled=false");
		}
		return new SpringApplicationBuilder(sources).run(arguments.toArray(String[]::new));
	}

	public int port() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	@Override
	public String url(String path) {
		return "http://localhost:" + port() + path;
	}

	public <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	/** The key that the embedded authorization server signs with. */
	@SuppressWarnings("unchecked")
	public RSAKey signingKey() {
		JWKSource<SecurityContext> keys = bean(JWKSource.class);
		JWKSelector first = new JWKSelector(new JWKMatcher.Builder().keyType(KeyType.RSA).build());
		try {
			return keys.get(first, null).get(0).toRSAKey();
		}
		catch (KeySourceException ex) {
			throw new AssertionError(ex);
		}
	}

	/** What runs at a start then counts as tested by each test. */
	@Override
	public void beforeEach(ExtensionContext extension) {
		if (ONE_BY_ONE.equals("restart")) {
			close();
			this.context = this.again.get();
		}
	}

	@Override
	public void close() {
		this.context.close();
	}

}
