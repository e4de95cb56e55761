package io.github.mcpoauth.support;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An application with the facade in front of a {@link TestProvider}.
 */
public final class FacadeServer implements ClosedAfterAll, BeforeEachCallback {

	public static final String BASE_URL = "http://localhost:9999";

	public static final String RESOURCE = BASE_URL + "/mcp";

	public static final String SECRET = "a-secret-of-the-tests-with-32-or-more-characters";

	private final TestProvider provider;

	private final Class<?>[] sources;

	private final TestServer server;

	private FacadeServer(TestProvider provider, Class<?>[] sources, String... more) {
		this.provider = provider;
		this.sources = sources;
		this.server = startInstance(more);
	}

	/** Starts the application; later properties win. */
	public static FacadeServer start(String... more) {
		return start(new Class<?>[] { TestApplication.class }, more);
	}

	public static FacadeServer start(Class<?>[] sources, String... more) {
		return of(new TestProvider(RESOURCE), sources, more);
	}

	/** Starts the application in front of a provider, which is closed with it. */
	public static FacadeServer of(TestProvider provider, String... more) {
		return of(provider, new Class<?>[] { TestApplication.class }, more);
	}

	private static FacadeServer of(TestProvider provider, Class<?>[] sources, String... more) {
		return new FacadeServer(provider, sources, more);
	}

	/** Starts one more instance of the application in front of the same provider. */
	public TestServer startInstance(String... more) {
		return TestServer.start(this.sources, properties(this.provider, more));
	}

	/** What such an application has, wherever it runs; later properties win. */
	public static String[] properties(TestProvider provider, String... more) {
		Map<String, String> properties = new LinkedHashMap<>();
		properties.put("mcp.oauth.base-url", BASE_URL);
		properties.put("mcp.oauth.resource.scopes", "mcp:connect");
		properties.put("mcp.oauth.scopes.extra.description", "Do <more>");
		properties.put("mcp.oauth.upstream.issuer-uri", provider.issuer());
		properties.put("mcp.oauth.upstream.client-id", "the-facade");
		properties.put("mcp.oauth.upstream.client-secret", "a-secret-of-the-facade");
		properties.put("mcp.oauth.secret", SECRET);
		for (String property : more) {
			String[] parts = property.split("=", 2);
			properties.put(parts[0], parts[1]);
		}
		return properties.entrySet()
			.stream()
			.map((property) -> property.getKey() + "=" + property.getValue())
			.toArray(String[]::new);
	}

	public TestServer server() {
		return this.server;
	}

	/** A client and its user, in a browser of their own. */
	public CodeFlow client(String clientId) {
		return new FacadeCodeFlow(this, clientId);
	}

	public TestProvider provider() {
		return this.provider;
	}

	@Override
	public void beforeEach(ExtensionContext extension) {
		this.server.beforeEach(extension);
	}

	@Override
	public void close() {
		this.server.close();
		this.provider.close();
	}

}
