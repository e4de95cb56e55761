package io.github.mcpoauth.registration;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.util.List;

import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.conformance.Checklist;
import io.github.mcpoauth.core.RedirectUri;
import io.github.mcpoauth.support.ClientKey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Client ID Metadata Document section 4: what documents say.
 */
class ClientDocumentsTests {

	private static final String ID = PublishedDocuments.ID;

	private final PublishedDocuments web = new PublishedDocuments();

	private final ClientDocuments documents = documents(new AllowedHosts(List.of()));

	@Checklist("B15")
	@Test
	void findWhenDocumentIsGoodThenWhatItSays() throws Exception {
		this.web.publish(ID, document("\"grant_types\":[\"authorization_code\",\"refresh_token\",\"urn:some:other\"],"
				+ "\"response_types\":[\"code\"],\"token_endpoint_auth_method\":\"none\",\"scope\":\"whatever\","
				+ "\"logo_uri\":\"https://app.example.com/logo.svg\",\"unknown\":{\"a\":[1]}"));
		ClientMetadata client = this.documents.resolve(ID);
		assertThat(client.clientName()).isEqualTo("A client");
		assertThat(client.redirectUris()).extracting(RedirectUri::toString)
			.containsExactly("http://127.0.0.1/callback", "https://app.example.com/callback");
		assertThat(client.refreshable()).isTrue();
		assertThat(client.isConfidential()).isFalse();
	}

	@Test
	void findWhenDocumentLeavesOutWhatIsOptionalThenPublicAndRefreshable() throws Exception {
		this.web.publish(ID, document(""));
		assertThat(this.documents.resolve(ID).refreshable()).isTrue();
		assertThat(this.documents.resolve(ID).isConfidential()).isFalse();
	}

	@Test
	void findWhenClientWantsNoRefreshTokenThenNotRefreshable() throws Exception {
		this.web.publish(ID, document("\"grant_types\":[\"authorization_code\"]"));
		assertThat(this.documents.resolve(ID).refreshable()).isFalse();
	}

	@Tag("I8")
	@Tag("I10")
	@Tag("A6")
	@Checklist({ "B15", "B16" })
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			textBlock = """
					[]                                                                                 | JSON object
					null                                                                               | JSON object
					{                                                                                  | JSON object
					"https://app.example.com/client.json"                                              | JSON object
					{"client_name":"A","redirect_uris":["https://a.example/cb"]}                       | client_id
					{"client_id":null,"client_name":"A","redirect_uris":["https://a.example/cb"]}      | client_id
					{"client_id":["ID"],"client_name":"A","redirect_uris":["https://a.example/cb"]}    | client_id
					{"client_id":"ID/","client_name":"A","redirect_uris":["https://a.example/cb"]}     | client_id
					{"client_id":"IDx","client_name":"A","redirect_uris":["https://a.example/cb"]}     | client_id
					{"client_id":"ID","client_id":"ID","client_name":"A","redirect_uris":["https://a.example/cb"]} | member twice
					{"client_id":"ID","client_name":"A","redirect_uris":["https://a.example/cb"]} x    | JSON object
					{"client_id":"ID","client_name":"A","redirect_uris":["https://a.example/cb"]}{}    | JSON object
					{"client_id":"ID","redirect_uris":["https://a.example/cb"]}                        | client_name
					{"client_id":"ID","client_name":" ","redirect_uris":["https://a.example/cb"]}      | client_name
					{"client_id":"ID","client_name":7,"redirect_uris":["https://a.example/cb"]}        | client_name
					{"client_id":"ID","client_name":"A\\u202eB","redirect_uris":["https://a.example/cb"]} | client_name
					{"client_id":"ID","client_name":"A"}                                               | redirect_uris
					{"client_id":"ID","client_name":"A","redirect_uris":[]}                            | redirect_uris
					{"client_id":"ID","client_name":"A","redirect_uris":"https://a.example/cb"}        | redirect_uris
					{"client_id":"ID","client_name":"A","redirect_uris":[{}]}                          | redirect_uris
					{"client_id":"ID","client_name":"A","redirect_uris":["javascript:alert(1)"]}       | redirect URI
					{"client_id":"ID","client_name":"A","redirect_uris":["http://a.example/cb"]}       | redirect URI
					{"client_id":"ID","client_name":"A","redirect_uris":["https://a.example/cb#x"]}    | redirect URI
					{"client_id":"ID","client_name":"A","redirect_uris":["//a.example/cb"]}            | redirect URI
					{"client_id":"ID","client_name":"A","redirect_uris":["https://a.example/cb","data:,x"]} | redirect URI
					""")
	void findWhenDocumentBreaksARuleThenInvalidClient(String document, String reason) {
		this.web.publish(ID, document.replace("ID", ID));
		assertRefused(reason);
	}

	@Tag("I8")
	@Tag("I10")
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			"client_secret":"s"                                                  | client_secret
			"client_secret":null                                                 | client_secret
			"client_secret_expires_at":0                                         | client_secret
			"token_endpoint_auth_method":"client_secret_basic"                   | none or private_key_jwt
			"token_endpoint_auth_method":"client_secret_post"                    | none or private_key_jwt
			"token_endpoint_auth_method":"client_secret_jwt"                     | none or private_key_jwt
			"token_endpoint_auth_method":"tls_client_auth"                       | none or private_key_jwt
			"token_endpoint_auth_method":""                                      | none or private_key_jwt
			"token_endpoint_auth_method":["none"]                                | token_endpoint_auth_method
			"token_endpoint_auth_method":"private_key_jwt"                       | jwks
			"grant_types":["client_credentials"]                                 | grant_types
			"grant_types":[]                                                     | grant_types
			"grant_types":"authorization_code"                                   | grant_types
			"response_types":["token"]                                           | response_types
			"jwks":{}                                                            | keys
			"jwks":{"keys":[]}                                                   | keys
			"jwks":{"keys":{}}                                                   | keys
			"jwks":{"keys":["x"]}                                                | not valid
			"jwks":{"keys":[{"kty":"EC","crv":"P-256","x":1,"y":[]}]}            | not valid
			"jwks":{"keys":[{"kty":7}]} | not valid
			"jwks":{"keys":[{"kty":"RSA","n":{},"e":[]}]} | not valid
			"jwks":{"keys":[{"kty":"EC","crv":7,"x":"AA","y":"AA"}]} | not valid
			"jwks":{"keys":[{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}]} | not valid
			"jwks":{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB","x5c":[7]}]} | not valid
			"jwks":{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB","key_ops":"x"}]} | not valid
			"jwks":[]                                                            | jwks
			"jwks":"x"                                                           | jwks
			"jwks":{"keys":[{"kty":"oct","k":"c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0"}]} | private or symmetric
			"token_endpoint_auth_method":"none","jwks":{"keys":[{"kty":"oct","k":"c2VjcmV0"}]} | private or symmetric
			"jwks_uri":"http://app.example.com/keys"                             | jwks_uri
			"jwks_uri":"https://other.example/keys"                              | jwks_uri
			"jwks_uri":"https://app.example.com:8443/keys"                       | jwks_uri
			"jwks_uri":"https://app.example.com@other.example/keys"              | jwks_uri
			"jwks_uri":"https://user@app.example.com/keys"                       | jwks_uri
			"jwks_uri":"https://app.example.com/keys#x"                          | jwks_uri
			"jwks_uri":"/keys"                                                   | jwks_uri
			"jwks_uri":"not a url"                                               | jwks_uri
			"jwks_uri":7                                                         | jwks_uri
			"jwks_uri":"https://app.example.com/keys","jwks":{"keys":[{"kty":"EC"}]} | both
			""")
	void findWhenMemberIsUnsafeThenInvalidClient(String member, String reason) {
		this.web.publish(ID, document(member));
		assertRefused(reason);
	}

	@Test
	void findWhenThereAreTooManyKeysThenInvalidClient() {
		String key = new ClientKey("a").jwks().replace("{\"keys\":[", "").replace("]}", "");
		this.web.publish(ID, document("\"jwks\":{\"keys\":[" + (key + ",").repeat(20) + key + "]}"));
		assertRefused("1 to 20 keys");
	}

	@Tag("G17")
	@Test
	void findWhenRsaKeyIsShortThenItDoesNotCount() throws Exception {
		JWKSet keys = new JWKSet(List.of(rsa(1024), rsa(2048)));
		this.web.publish(ID, document("\"jwks\":" + keys));
		assertThat(this.documents.resolve(ID).keys().keys().getKeys()).singleElement()
			.satisfies((key) -> assertThat(key.size()).isEqualTo(2048));
	}

	private static RSAKey rsa(int bits) throws GeneralSecurityException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
		generator.initialize(bits);
		return new RSAKey.Builder((RSAPublicKey) generator.generateKeyPair().getPublic()).build();
	}

	@Tag("I10")
	@Checklist("B16")
	@Test
	void findWhenPrivateKeyIsPublishedThenInvalidClient() {
		this.web.publish(ID, document("\"jwks\":" + new ClientKey("a").privateJwks()));
		assertRefused("private or symmetric");
	}

	@Tag("I8")
	@Test
	void findWhenJsonIsDeepThenInvalidClient() {
		this.web.publish(ID, document("\"a\":" + "[".repeat(2000) + "]".repeat(2000)));
		assertRefused("JSON object");
	}

	@Checklist("B16")
	@ParameterizedTest
	@ValueSource(strings = { "\"token_endpoint_auth_method\":\"private_key_jwt\",", "" })
	void findWhenKeysArePublishedThenTheClientIsConfidential(String method) throws Exception {
		this.web.publish(ID, document(method + "\"jwks\":" + new ClientKey("a").jwks()));
		assertThat(this.documents.resolve(ID).isConfidential()).isTrue();
		this.web.publish("https://app.example.com/client2.json",
				document(method + "\"jwks_uri\":\"https://APP.example.com:443/keys?v=1\"").replace("client.json",
						"client2.json"));
		assertThat(this.documents.resolve("https://app.example.com/client2.json").isConfidential()).isTrue();
	}

	@Test
	void findWhenMethodIsNoneThenPublicWhateverTheKeys() throws Exception {
		this.web.publish(ID, document("\"token_endpoint_auth_method\":\"none\",\"jwks\":" + new ClientKey("a").jwks()));
		assertThat(this.documents.resolve(ID).isConfidential()).isFalse();
	}

	@Checklist("B15")
	@Test
	void findWhenIdDiffersInCaseOnlyThenAnotherClient() throws Exception {
		this.web.publish(ID, document(""));
		this.documents.resolve(ID);
		String other = ID.replace("app", "APP");
		this.web.publish(other, document(""));
		assertThatExceptionOfType(UnknownClientException.class).isThrownBy(() -> this.documents.resolve(other))
			.withMessageContaining("client_id must be the URL");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://app.example.com", "https://app.example.com/../client.json",
			"https://app.example.com/client.json?x", "https://user@app.example.com/client.json" })
	void findWhenIdIsNoProperUrlThenNothingIsFetched(String clientId) {
		assertThatExceptionOfType(UnknownClientException.class).isThrownBy(() -> this.documents.resolve(clientId))
			.withMessageStartingWith("The client_id has");
		assertThat(this.web.fetches()).isEqualTo(0);
	}

	@Test
	void findWhenHostIsAllowedThenInWhateverCaseItIsWritten() throws Exception {
		String id = ID.replace("app.example.com", "APP.example.com");
		this.web.publish(id, document("").replace(ID, id));
		assertThat(documents(new AllowedHosts(List.of("app.example.com"))).resolve(id).redirectUris()).hasSize(2);
	}

	@Checklist("B17")
	@Test
	void findWhenHostIsNotAllowedThenNothingIsFetched() {
		this.web.publish(ID, document(""));
		ClientDocuments documents = documents(new AllowedHosts(List.of("other.example")));
		assertThatExceptionOfType(UnknownClientException.class).isThrownBy(() -> documents.resolve(ID))
			.withMessageContaining("not accepted here");
		assertThat(this.web.fetches()).isEqualTo(0);
	}

	private void assertRefused(String reason) {
		assertThatExceptionOfType(UnknownClientException.class).isThrownBy(() -> this.documents.resolve(ID))
			.satisfies((refusal) -> assertThat(refusal.error().code()).isEqualTo("invalid_client"))
			.withMessageContaining(reason);
	}

	private ClientDocuments documents(AllowedHosts hosts) {
		return new ClientDocuments(this.web, new FetchRates(30, 300), hosts, new RedirectUriPolicy(List.of()),
				Clock.systemUTC(), Ticker.systemTicker());
	}

	private static String document(String more) {
		return PublishedDocuments.document(more);
	}

}
