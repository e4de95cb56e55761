package io.github.mcpoauth.web;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.SigningKeyMaterial;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Walks through the errors of the OAuth endpoints in both modes: each says what a
 * developer can act on, in the characters of RFC 6749 section 5.2, and on the developer's
 * machine which check refused. In production none does that.
 */
class ErrorDescriptionTests {

	private static final String FORM = "application/x-www-form-urlencoded";

	private static final String UNLIMITED = "mcp.oauth.rate-limits.enabled=false";

	private static final String PUBLIC = "mcp.oauth.base-url=http://mcp.example.com";

	private static final String HTTP = "mcp.oauth.allow-http=true";

	private static final Set<String> CHECKS = Stream.of(Check.values()).map(Check::value).collect(Collectors.toSet());

	@RegisterExtension
	static final TestServer server = TestServer.start(UNLIMITED);

	@RegisterExtension
	static final FacadeServer facade = FacadeServer.start(UNLIMITED);

	@RegisterExtension
	static final TestServer publicServer = TestServer.start(UNLIMITED, PUBLIC, HTTP, SigningKeyMaterial.CONFIGURED);

	@RegisterExtension
	static final FacadeServer publicFacade = FacadeServer.start(UNLIMITED, PUBLIC, HTTP);

	/** What one of the two modes does not mind is only tried in the other. */
	private static Stream<Arguments> authorizationRequests() {
		return Stream.concat(
				inBothModes(Stream.of("response_type", "response_type=token", "response_type=code token", "client_id",
						"client_id=unknown", "client_id=https://localhost/nothing", "redirect_uri",
						"redirect_uri=https://evil.example/cb", "redirect_uri=:", "code_challenge",
						"code_challenge_method", "code_challenge_method=plain", "resource=https://other.example/mcp",
						"resource=:", "request_uri=https://a.example")),
				Stream.concat(
						Stream.of("scope=unknown", "scope=\"")
							.map((change) -> Arguments.of("authorization-server", change)),
						Stream.of("code_challenge=short", "state=\0", "response_mode=fragment", "request=x")
							.map((change) -> Arguments.of("facade", change))));
	}

	private static Stream<Arguments> tokenRequests() {
		return inBothModes(Stream.of("grant_type", "grant_type=password", "grant_type=implicit",
				"grant_type=client_credentials", "grant_type=urn:ietf:params:oauth:grant-type:token-exchange",
				"grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer", "code", "code=unknown", "redirect_uri",
				"redirect_uri=https://evil.example", "client_id", "client_id=unknown", "code_verifier",
				"code_verifier=short", "resource=https://other.example/mcp", "client_secret=wrong",
				"client_assertion=x", "client_assertion_type=x"));
	}

	private static Stream<Arguments> refreshRequests() {
		return inBothModes(Stream.of("refresh_token", "refresh_token=unknown", "scope=unknown", "client_id",
				"client_id=unknown", "resource=https://other.example/mcp"));
	}

	private static Stream<Arguments> registrations() {
		String uri = "{\"redirect_uris\":[\"https://a.example/cb\"],";
		return inBothModes(Stream.of("", "[]", "null", "{", "{}", "{\"redirect_uris\":5}", "{\"redirect_uris\":[]}",
				"{\"redirect_uris\":[\"javascript:alert(1)\"]}", "{\"redirect_uris\":[\"http://a.example/cb\"]}",
				uri + "\"grant_types\":[\"password\"]}", uri + "\"response_types\":[\"token\"]}",
				uri + "\"token_endpoint_auth_method\":\"tls_client_auth\"}", uri + "\"client_uri\":\"javascript:1\"}"));
	}

	private static Stream<Arguments> otherRequests() {
		return inBothModes(Stream.of("POST /oauth2/revoke client_id", "POST /oauth2/revoke client_id=unknown&token=x",
				"POST /oauth2/revoke token=x", "POST /oauth2/revoke ", "GET /oauth2/revoke ", "GET /oauth2/token ",
				"PUT /oauth2/authorize ", "DELETE /oauth2/register ", "GET /oauth2/register ",
				"GET /oauth2/register/unknown ", "POST /oauth2/jwks ", "POST /oauth2/token?a=b grant_type=x",
				"POST /oauth2/token grant_type=a&grant_type=b", "GET /oauth2/authorize?client_id=a&client_id=b "));
	}

	private static Stream<Arguments> inBothModes(Stream<String> cases) {
		return cases
			.flatMap((one) -> Stream.of(Arguments.of("authorization-server", one), Arguments.of("facade", one)));
	}

	private static TestServer inDevelopment(String mode) {
		return mode.equals("facade") ? facade.server() : server;
	}

	private static TestServer inProduction(String mode) {
		return mode.equals("facade") ? publicFacade.server() : publicServer;
	}

	private static void refuse(String mode, Function<TestServer, Reply> request) {
		assertHelpful(request.apply(inDevelopment(mode)));
		assertDiscreet(request.apply(inProduction(mode)));
	}

	/** A name without a value is left out, one with a value is replaced. */
	private static Map<String, String> changed(Map<String, String> request, String change) {
		Map<String, String> changed = new HashMap<>(request);
		String[] parts = change.split("=", 2);
		if (parts.length < 2) {
			changed.remove(parts[0]);
		}
		else {
			changed.put(parts[0], parts[1]);
		}
		return changed;
	}

	@ParameterizedTest
	@MethodSource("authorizationRequests")
	void authorizeWhenRefusedThenSaysWhatToDo(String mode, String change) {
		refuse(mode, (to) -> {
			String query = "/oauth2/authorize?";
			if (mode.equals("facade")) {
				FacadeFlow flow = FacadeFlow.register(to);
				return flow.browser()
					.get(to.url(query + Http.encode(changed(flow.request(), change))), "Accept", "application/json");
			}
			OAuthFlow flow = OAuthFlow.register(to);
			flow.login();
			return flow.browser()
				.get(to.url(query + Http.encode(changed(flow.request(), change))), "Accept", "application/json");
		});
	}

	@ParameterizedTest
	@MethodSource("tokenRequests")
	void tokenWhenRefusedThenSaysWhatToDo(String mode, String change) {
		refuse(mode, (to) -> {
			ClientRequests client = new ClientRequests(FacadeFlow.register(to).clientId(), null);
			return new Http().postForm(to.url("/oauth2/token"), changed(client.token("unknown"), change));
		});
	}

	@ParameterizedTest
	@MethodSource("refreshRequests")
	void refreshWhenRefusedThenSaysWhatToDo(String mode, String change) {
		refuse(mode, (to) -> {
			ClientRequests client = new ClientRequests(FacadeFlow.register(to).clientId(), null);
			return new Http().postForm(to.url("/oauth2/token"), changed(client.refresh("unknown"), change));
		});
	}

	@ParameterizedTest
	@MethodSource("registrations")
	void registerWhenRefusedThenSaysWhatToDo(String mode, String body) {
		refuse(mode, (to) -> new Http().postJson(to.url("/oauth2/register"), body));
	}

	@ParameterizedTest
	@MethodSource("otherRequests")
	void requestWhenRefusedThenSaysWhatToDo(String mode, String request) {
		String[] parts = request.split(" ", 3);
		String body = parts[0].equals("POST") ? parts[2] : null;
		refuse(mode, (to) -> new Http().send(parts[0], to.url(parts[1]), body, "Content-Type", FORM, "Accept",
				"application/json"));
	}

	private static void assertDiscreet(Reply reply) {
		Map<String, ?> error = (reply.location() != null) ? reply.redirectParameters() : reply.json();
		assertThat(error.get("error")).asString().matches("[a-z_]+");
		assertThat(reply.header(CheckHeader.NAME)).isNull();
	}

	private static void assertHelpful(Reply reply) {
		assertThat(reply.header(CheckHeader.NAME)).isIn(CHECKS);
		Map<String, ?> error = (reply.location() != null) ? reply.redirectParameters() : reply.json();
		if (reply.location() != null) {
			assertThat(URI.create(reply.location()).getHost()).isEqualTo("127.0.0.1");
		}
		else {
			assertThat(reply.status()).isBetween(400, 503);
		}
		assertThat(error.get("error")).asString().matches("[a-z_]+");
		assertThat(error.get("error_description")).asString()
			.hasSizeBetween(15, 300)
			.matches("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]+")
			.doesNotContain("OAuth 2.0", "Exception", "null");
		if (!String.valueOf(error.get("error")).startsWith("request_")) {
			assertThat(error.get("error_uri")).asString()
				.matches("http://localhost:\\d+/oauth2/errors#" + error.get("error"));
		}
	}

}
