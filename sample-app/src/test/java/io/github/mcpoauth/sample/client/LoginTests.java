package io.github.mcpoauth.sample.client;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

import com.nimbusds.oauth2.sdk.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the specification asks of clients, with a server that misbehaves.
 */
class LoginTests {

	private FakeServer server;

	private TestLogin login;

	@BeforeEach
	void setUp() throws IOException {
		this.server = new FakeServer();
		this.login = new TestLogin(this.server);
	}

	@AfterEach
	void tearDown() {
		this.server.close();
	}

	@Test
	void loginWhenServerBehavesThenGivesToken() {
		assertThat(this.login.run().token().getValue()).isEqualTo(FakeServer.TOKEN);
		assertThat(this.server.requests).containsSubsequence("/mcp", "/prm", "/.well-known/oauth-authorization-server",
				"/register", "/authorize", "/token");
	}

	@Test
	void loginWhenServerAsksForNoTokenThenIsNotTried() {
		this.server.guarded = false;

		assertRefused("asks for no token");
	}

	@Test
	void resourceMetadataWhenChallengeNamesNoneThenIsLookedForAtThePathAndThenAtTheRoot() {
		this.server.challenge = "Bearer";
		this.server.statuses.put("/.well-known/oauth-protected-resource/mcp", 404);

		this.login.run();

		assertThat(this.server.requests).containsSubsequence("/.well-known/oauth-protected-resource/mcp",
				"/.well-known/oauth-protected-resource");
	}

	@Test
	void resourceMetadataWhenNamedOneIsMissingThenNoOtherIsTaken() {
		this.server.statuses.put("/prm", 404);

		assertRefused("There is no metadata");
		assertThat(this.server.requests).doesNotContain("/.well-known/oauth-protected-resource");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/other", "/mcp/", "/", "" })
	void resourceMetadataWhenAboutAnotherResourceThenIsRefused(String path) {
		this.server.resource.put("resource", this.server.at(path).toString());

		assertRefused("The metadata is about");
		assertThat(this.server.requests).doesNotContain("/.well-known/oauth-authorization-server");
	}

	@Test
	void resourceMetadataWhenItNamesNoServerThenIsRefused() {
		this.server.resource.remove("authorization_servers");

		assertRefused("names no authorization server");
	}

	@Test
	void serverMetadataWhenIssuerHasPathThenIsLookedForInTheOrderOfTheSpecification() {
		this.server.resource.put("authorization_servers", List.of(this.server.at("/tenant").toString()));
		this.server.metadata.put("issuer", this.server.at("/tenant").toString());
		this.server.answer.put("iss", this.server.at("/tenant").toString());
		this.server.statuses.putAll(Map.of("/.well-known/oauth-authorization-server/tenant", 404,
				"/.well-known/openid-configuration/tenant", 404));

		this.login.run();

		assertThat(this.server.requests).containsSubsequence("/.well-known/oauth-authorization-server/tenant",
				"/.well-known/openid-configuration/tenant", "/tenant/.well-known/openid-configuration");
	}

	@Test
	void serverMetadataWhenPlaceIsBrokenThenNoOtherIsTried() {
		this.server.statuses.put("/.well-known/oauth-authorization-server", 500);

		assertRefused("answers with 500");
		assertThat(this.server.requests).doesNotContain("/.well-known/openid-configuration");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/tenant", "/#" })
	void serverMetadataWhenIssuerIsAnotherThenIsRefused(String path) {
		this.server.metadata.put("issuer", this.server.issuer() + path);

		assertRefused("");
		assertThat(this.server.requests).doesNotContain("/register", "/authorize");
	}

	@Test
	void serverMetadataWhenPkceIsNotMentionedThenIsRefused() {
		this.server.metadata.remove("code_challenge_methods_supported");

		assertRefused("PKCE");
	}

	@Test
	void serverMetadataWhenOnlyPlainPkceIsKnownThenIsRefused() {
		this.server.metadata.put("code_challenge_methods_supported", List.of("plain"));

		assertRefused("PKCE");
	}

	@ParameterizedTest
	@ValueSource(strings = { "javascript:alert(1)", "file:///etc/passwd", "data:text/html,hello",
			"http://login.example.com/authorize", "http://127.0.0.1.example.com/authorize", "vscode://authorize" })
	void authorizationEndpointWhenNotSafeToOpenThenIsNotOpened(String uri) {
		this.server.metadata.put("authorization_endpoint", uri);

		assertRefused("");
		assertThat(this.login.opened).isEmpty();
	}

	@Test
	void tokenEndpointWhenNotEncryptedThenUserIsNotBothered() {
		this.server.metadata.put("token_endpoint", "http://login.example.com/token");

		assertRefused("Neither https nor http on this machine");
		assertThat(this.login.opened).isEmpty();
	}

	/** RFC 8707, and PKCE by RFC 7636. */
	@Test
	void requestsWhenSentThenBothNameTheResource() {
		this.login.run();

		String resource = this.server.at("/mcp").toString();
		assertThat(this.server.authorizations.get(0)).containsEntry("resource", resource)
			.containsEntry("code_challenge_method", "S256")
			.containsEntry("scope", "base")
			.containsKeys("state", "code_challenge");
		assertThat(this.server.tokenRequests.get(0)).containsEntry("resource", resource)
			.containsEntry("client_id", "registered")
			.containsEntry("code", "a-code-for-tests")
			.containsEntry("redirect_uri", this.server.authorizations.get(0).get("redirect_uri"))
			.containsKey("code_verifier");
	}

	@Test
	void answerWhenIssuerIsMissingThoughAnnouncedThenCodeIsNotSent() {
		this.server.answer.put("iss", "");

		assertCodeIsNotSent("doesn't name its issuer");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void answerWhenIssuerIsAnotherThenCodeIsNotSent(boolean announced) {
		this.server.metadata.put("authorization_response_iss_parameter_supported", announced);
		this.server.answer.put("iss", this.server.issuer() + "/");

		assertCodeIsNotSent("another issuer");
	}

	@Test
	void answerWhenIssuerIsNeitherAnnouncedNorNamedThenCodeIsSent() {
		this.server.metadata.remove("authorization_response_iss_parameter_supported");
		this.server.answer.put("iss", "");

		assertThat(this.login.run().token().getValue()).isEqualTo(FakeServer.TOKEN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "another" })
	void answerWhenStateIsWrongThenCodeIsNotSent(String state) {
		this.server.answer.put("state", state);

		assertCodeIsNotSent("its state is another one");
	}

	@Test
	void answerWhenParameterIsThereTwiceThenCodeIsNotSent() {
		this.server.answerAddition = "&iss=https%3A%2F%2Fevil.example";

		assertCodeIsNotSent("twice");
	}

	@Test
	void answerWhenErrorComesFromAnotherIssuerThenIsNotShown() {
		this.server.answer.putAll(Map.of("code", "", "error", "access_denied", "error_description", "Call this number",
				"iss", "https://evil.example"));

		assertCodeIsNotSent("another issuer");
		assertThat(this.login.output()).doesNotContain("Call this number");
	}

	@Test
	void answerWhenUserRefusesThenSaysSo() {
		this.server.answer.putAll(Map.of("code", "", "error", "access_denied"));

		assertCodeIsNotSent("access_denied");
	}

	@Test
	void scopeWhenChallengeNamesNoneThenIsThatOfTheMetadata() {
		this.server.challenge = "Bearer resource_metadata=\"%s\"".formatted(this.server.at("/prm"));
		this.server.resource.put("scopes_supported", List.of("one", "two"));

		this.login.run();

		assertThat(this.server.authorizations.get(0)).containsEntry("scope", "one two");
	}

	@Test
	void scopeWhenNobodyNamesOneThenIsLeftOut() {
		this.server.challenge = "Bearer resource_metadata=\"%s\"".formatted(this.server.at("/prm"));

		this.login.run();

		assertThat(this.server.authorizations.get(0)).doesNotContainKey("scope");
	}

	@Test
	void scopeWhenServerOffersOfflineAccessThenHasIt() {
		this.server.metadata.put("scopes_supported", List.of("base", "offline_access"));

		this.login.run();

		assertThat(this.server.authorizations.get(0)).containsEntry("scope", "base offline_access");
	}

	@Test
	void scopeWhenChosenByUserThenIsThat() {
		this.login.scope = new Scope("mine");

		this.login.run();

		assertThat(this.server.authorizations.get(0)).containsEntry("scope", "mine");
	}

	@Test
	void registrationWhenServerTakesNoDocumentsThenSaysWhatTheClientIs() {
		this.login.document = URI.create("https://client.example/client.json");

		this.login.run();

		assertThat(this.server.registrations).singleElement().satisfies((registration) -> {
			assertThat(registration.path("application_type").asString()).isEqualTo("native");
			assertThat(registration.path("token_endpoint_auth_method").asString()).isEqualTo("none");
			assertThat(registration.path("grant_types").toString()).contains("authorization_code", "refresh_token");
			assertThat(registration.path("redirect_uris").get(0).asString())
				.isEqualTo(this.server.authorizations.get(0).get("redirect_uri"));
		});
	}

	@Test
	void identityWhenServerTakesDocumentsThenIsTheDocument() {
		this.login.document = URI.create("https://client.example/client.json");
		this.server.metadata.put("client_id_metadata_document_supported", true);

		this.login.run();

		assertThat(this.server.registrations).isEmpty();
		assertThat(this.server.authorizations.get(0)).containsEntry("client_id", "https://client.example/client.json");
	}

	@Test
	void identityWhenAgreedOnThenIsThat() {
		this.login.agreedId = "agreed";
		this.login.document = URI.create("https://client.example/client.json");
		this.server.metadata.put("client_id_metadata_document_supported", true);

		this.login.run();

		assertThat(this.server.authorizations.get(0)).containsEntry("client_id", "agreed");
	}

	@Test
	void identityWhenThereIsNoWayThenSaysWhatToDo() {
		this.server.metadata.remove("registration_endpoint");

		assertRefused("--client-id");
	}

	@Test
	void registrationWhenRefusedThenSaysSo() {
		this.server.statuses.put("/register", 403);

		assertRefused("refuses to register");
	}

	@Test
	void stepUpWhenToolNeedsMoreThenAsksForTheUnion() {
		this.server.refusals.add("extra");

		this.login.runDemo();

		assertThat(this.server.authorizations).extracting((request) -> request.get("scope"))
			.containsExactly("base", "base extra");
		assertThat(this.server.authorizations.get(1)).containsEntry("resource", this.server.at("/mcp").toString());
	}

	@Test
	void stepUpWhenServerNeverHasEnoughThenEndsAfterThreeTries() {
		this.server.refusals.addAll(List.of("one", "two", "three", "four", "five"));

		assertThatExceptionOfType(ClientFailure.class).isThrownBy(this.login::runDemo).withMessageContaining("3 times");
		assertThat(this.server.authorizations).extracting((request) -> request.get("scope"))
			.containsExactly("base", "base one", "base one two", "base one two three");
	}

	@Test
	void refreshWhenServerSendsNoNewRefreshTokenThenKeepsTheOldOne() {
		Access access = this.login.run();

		access.refresh();
		access.refresh();

		assertThat(this.server.tokenRequests.subList(1, 3))
			.allSatisfy((request) -> assertThat(request).containsEntry("grant_type", "refresh_token")
				.containsEntry("refresh_token", "a-refresh-token")
				.containsEntry("resource", this.server.at("/mcp").toString()));
	}

	@Test
	void demoWhenToolsAreOthersThenCallsNone() {
		this.server.tools = List.of("delete_everything", "whoami");

		this.login.runDemo();

		assertThat(this.server.calls).isEmpty();
		assertThat(this.login.output()).contains("delete_everything whoami", "none is called");
	}

	@Test
	void demoWhenServerTakesRevokedTokensThenSaysSo() {
		this.login.runDemo();

		assertThat(this.login.output()).contains("The server takes the token until it expires");
	}

	@Test
	void demoWhenServerRevokesNothingThenSaysSo() {
		this.server.metadata.remove("revocation_endpoint");

		this.login.runDemo();

		assertThat(this.login.output()).contains("no endpoint to revoke");
	}

	private void assertCodeIsNotSent(String reason) {
		assertRefused(reason);
		assertThat(this.login.opened).hasSize(1);
		assertThat(this.server.tokenRequests).isEmpty();
	}

	private void assertRefused(String reason) {
		assertThatExceptionOfType(ClientFailure.class).isThrownBy(this.login::run).withMessageContaining(reason);
	}

}
