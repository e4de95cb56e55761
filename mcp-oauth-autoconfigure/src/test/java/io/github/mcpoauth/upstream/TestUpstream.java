package io.github.mcpoauth.upstream;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.extension.ServeEventListener;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;

import io.github.mcpoauth.net.HttpFetcher;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.MutableClock;
import io.github.mcpoauth.web.Json;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * An identity provider that a test makes odd, and the settings for it.
 */
final class TestUpstream implements AutoCloseable {

	static final String CLIENT_ID = "mcp-facade";

	static final String RESOURCE = "https://mcp.example.com/mcp";

	final MutableClock clock = new MutableClock();

	private final Gate gate = new Gate();

	private final WireMockServer server = new WireMockServer(
			WireMockConfiguration.options().dynamicPort().extensions(this.gate));

	private final String path;

	private UpstreamProvider provider = UpstreamProvider.GENERIC;

	private URI metadataUri;

	private EndpointSet endpoints = EndpointSet.NONE;

	private Set<String> trustedHosts = Set.of();

	private Path cacheFile;

	private ProviderQuirks quirks;

	/**
	 * Starts a provider.
	 * @param path the path of its issuer
	 */
	TestUpstream(String path) {
		this.path = path;
		this.server.start();
	}

	TestUpstream provider(UpstreamProvider provider) {
		this.provider = provider;
		return this;
	}

	TestUpstream metadataUri(String path) {
		this.metadataUri = URI.create(this.server.url(path));
		return this;
	}

	TestUpstream endpoints(EndpointSet endpoints) {
		this.endpoints = endpoints;
		return this;
	}

	TestUpstream trustedHosts(String... hosts) {
		this.trustedHosts = Set.of(hosts);
		return this;
	}

	TestUpstream cacheFile(Path file) {
		this.cacheFile = file;
		return this;
	}

	TestUpstream quirks(ProviderQuirks quirks) {
		this.quirks = quirks;
		return this;
	}

	WireMockServer server() {
		return this.server;
	}

	String issuer() {
		return this.server.url(this.path);
	}

	URI uri(String path) {
		return URI.create(this.server.url(path));
	}

	String discoveryPath() {
		return this.path + "/.well-known/openid-configuration";
	}

	/** The document of a provider with nothing odd about it. */
	Map<String, Object> document() {
		Map<String, Object> members = new LinkedHashMap<>();
		members.put("issuer", issuer());
		members.put("authorization_endpoint", this.server.url("/authorize"));
		members.put("token_endpoint", this.server.url("/token"));
		members.put("jwks_uri", this.server.url("/keys"));
		members.put("revocation_endpoint", this.server.url("/revoke"));
		members.put("code_challenge_methods_supported", Set.of("S256"));
		return members;
	}

	TestUpstream serve(Map<String, Object> document) {
		return serve(discoveryPath(), document);
	}

	TestUpstream serve(String path, Map<String, Object> document) {
		this.server.stubFor(get(urlEqualTo(path)).willReturn(okJson(new String(Json.toBytes(document)))));
		return this;
	}

	/** The form of a request; fails if a parameter comes twice. */
	static Map<String, String> form(LoggedRequest request) {
		assertThat(request.getHeader("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
		return Http.parameters(request.getBodyAsString());
	}

	int fetches() {
		return this.server.findAll(discovery()).size();
	}

	RequestPatternBuilder discovery() {
		return getRequestedFor(urlEqualTo(discoveryPath()));
	}

	UpstreamSettings settings() {
		ProviderQuirks some = (this.quirks != null) ? this.quirks
				: ProviderDefaults.of(this.provider, issuer(), CLIENT_ID);
		return new UpstreamSettings(issuer(), this.provider, some, this.metadataUri, this.endpoints, this.trustedHosts,
				Duration.ofHours(1), this.cacheFile);
	}

	UpstreamMetadata metadata() {
		return metadata((clients) -> {
		});
	}

	UpstreamMetadata metadata(Consumer<ClientSupport> firstRead) {
		UpstreamSettings settings = settings();
		return new CachedUpstreamMetadata(settings, settings.usualEndpoints(), new HttpFetcher(), this.clock,
				firstRead);
	}

	UpstreamClient client(String secret) {
		return client(new UpstreamRegistration(CLIENT_ID, secret, null));
	}

	UpstreamClient client(UpstreamRegistration registration) {
		return new HttpUpstreamClient(settings(), registration, metadata(), new HttpFetcher());
	}

	/** Holds all answers back until the latch is counted down. */
	CountDownLatch hold() {
		this.gate.latch = new CountDownLatch(1);
		return this.gate.latch;
	}

	@Override
	public void close() {
		this.gate.latch.countDown();
		this.server.stop();
	}

	private static final class Gate implements ServeEventListener {

		private volatile CountDownLatch latch = new CountDownLatch(0);

		@Override
		public String getName() {
			return "gate";
		}

		@Override
		public boolean applyGlobally() {
			return true;
		}

		@Override
		public void beforeResponseSent(ServeEvent event, Parameters parameters) {
			try {
				this.latch.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

}
