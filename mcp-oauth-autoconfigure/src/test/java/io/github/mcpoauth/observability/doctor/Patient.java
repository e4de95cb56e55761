package io.github.mcpoauth.observability.doctor;

import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.options;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * An MCP server with its authorization server, in good health until a test does something
 * to it.
 */
final class Patient implements AutoCloseable {

	static final String RESOURCE = "/.well-known/oauth-protected-resource";

	static final String SERVER = "/.well-known/oauth-authorization-server";

	final WireMockServer server = new WireMockServer(WireMockConfiguration.options().dynamicPort());

	private final String base;

	private final Map<String, @Nullable Object> resource = new LinkedHashMap<>();

	private final Map<String, @Nullable Object> metadata = new LinkedHashMap<>();

	private final Map<String, @Nullable Object> registration = new LinkedHashMap<>();

	Patient(String host) {
		this.server.start();
		this.base = "http://" + host + ":" + this.server.port();
		this.resource.put("resource", this.base + "/mcp");
		this.resource.put("authorization_servers", List.of(this.base));
		this.resource.put("scopes_supported", List.of("mcp:connect"));
		this.metadata.put("issuer", this.base);
		this.metadata.put("authorization_endpoint", this.base + "/authorize");
		this.metadata.put("token_endpoint", this.base + "/token");
		this.metadata.put("registration_endpoint", this.base + "/register");
		this.metadata.put("code_challenge_methods_supported", List.of("S256"));
		this.metadata.put("token_endpoint_auth_methods_supported", List.of("none"));
		this.metadata.put("grant_types_supported", List.of("authorization_code", "refresh_token"));
		this.metadata.put("authorization_response_iss_parameter_supported", true);
		this.registration.put("client_id", "a-client");
		challenge("Bearer resource_metadata=\"" + this.base + RESOURCE + "/mcp\", scope=\"mcp:connect\"");
		this.server.stubFor(any(urlEqualTo("/token")).willReturn(cors(aResponse().withStatus(400))));
		preflight("/mcp", cors(ok()));
		preflight("/token", cors(ok()));
		serveDocuments();
		serveRegistration(201);
		authorize(aResponse().withStatus(302).withHeader("Location", "/login"));
	}

	/** One that clients on the same machine see. */
	static Patient onThisMachine() {
		return new Patient("localhost");
	}

	/** The same under a name that is not known to be this machine. */
	static Patient elsewhere() {
		return new Patient("0.0.0.0");
	}

	URI mcp() {
		return URI.create(this.base + "/mcp");
	}

	String base() {
		return this.base;
	}

	private static ResponseDefinitionBuilder cors(ResponseDefinitionBuilder response) {
		return response.withHeader("Access-Control-Allow-Origin", "*");
	}

	void challenge(String header) {
		challenge(header, "WWW-Authenticate");
	}

	void challenge(String header, String exposed) {
		answer(cors(aResponse().withStatus(401)).withHeader("WWW-Authenticate", header)
			.withHeader("Access-Control-Expose-Headers", exposed)
			.withHeader("Date", now(Clock.systemUTC())));
	}

	/** What a message without a token comes to. */
	void answer(ResponseDefinitionBuilder answer) {
		this.server.stubFor(post(urlEqualTo("/mcp")).willReturn(answer));
	}

	static String now(Clock clock) {
		return DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
	}

	void preflight(String path, ResponseDefinitionBuilder answer) {
		this.server.stubFor(options(urlEqualTo(path)).willReturn(answer));
	}

	void authorize(ResponseDefinitionBuilder answer) {
		this.server.stubFor(get(urlPathEqualTo("/authorize")).willReturn(answer));
	}

	/** Says something else about the resource; {@code null} for nothing at all. */
	void resource(String member, @Nullable Object value) {
		change(this.resource, member, value);
	}

	/** Says something else about the authorization server. */
	void metadata(String member, @Nullable Object value) {
		change(this.metadata, member, value);
	}

	private void change(Map<String, @Nullable Object> document, String member, @Nullable Object value) {
		if (value != null) {
			document.put(member, value);
		}
		else {
			document.remove(member);
		}
		serveDocuments();
	}

	/** Adds something to the answer of the registration, also a null. */
	void registration(String member, @Nullable Object value) {
		this.registration.put(member, value);
		serveRegistration(201);
	}

	void serveRegistration(int status) {
		this.server.stubFor(post(urlEqualTo("/register"))
			.willReturn(aResponse().withStatus(status).withBody(json(this.registration))));
		refuseDangerousRedirects();
	}

	/** Registers clients whose redirect URIs begin so, as everybody should not. */
	void welcome(String redirectUri) {
		this.server.stubFor(post(urlEqualTo("/register")).withRequestBody(containing("\"" + redirectUri))
			.willReturn(aResponse().withStatus(201).withBody(json(this.registration))));
	}

	private void refuseDangerousRedirects() {
		for (String uri : List.of("javascript:", "http://mcp-oauth-doctor.invalid")) {
			this.server.stubFor(post(urlEqualTo("/register")).withRequestBody(containing("\"" + uri))
				.willReturn(aResponse().withStatus(400)));
		}
	}

	void refuseRegistration(int status, String body) {
		this.server.stubFor(post(urlEqualTo("/register")).willReturn(aResponse().withStatus(status).withBody(body)));
	}

	private void serveDocuments() {
		serve(RESOURCE, this.resource);
		serve(RESOURCE + "/mcp", this.resource);
		serve(SERVER, this.metadata);
	}

	private void serve(String path, Map<String, @Nullable Object> document) {
		this.server.stubFor(get(urlEqualTo(path)).willReturn(cors(aResponse().withBody(json(document)))));
	}

	void fails(String path, int status) {
		this.server.stubFor(any(urlEqualTo(path)).willReturn(aResponse().withStatus(status)));
	}

	private static String json(Object value) {
		return JsonMapper.shared().writeValueAsString(value);
	}

	/** What the check of that name finds. */
	Finding finding(String id) {
		return examine().findings().stream().filter((finding) -> finding.id().equals(id)).findFirst().orElseThrow();
	}

	void assertFailed(String id, String seen) {
		assertFound(id, Verdict.FAILURE, seen);
	}

	void assertWarned(String id, String seen) {
		assertFound(id, Verdict.WARNING, seen);
	}

	private void assertFound(String id, Verdict verdict, String seen) {
		Finding finding = finding(id);
		assertThat(finding.verdict()).as(finding.toString()).isEqualTo(verdict);
		assertThat(finding.seen()).contains(seen);
		assertThat(finding.fix()).isNotBlank();
	}

	DoctorReport examine() {
		return Doctor.create().examine(mcp(), new Doctor.Examination(true, null));
	}

	@Override
	public void close() {
		this.server.stop();
	}

}
