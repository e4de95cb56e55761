package io.github.mcpoauth.fault;

import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.SignedJWT;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.SigningKeyMaterial;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that lost the answer to a refresh gets the same one again.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9700#section-4.14.2">RFC 9700
 * section 4.14.2</a>
 */
@Tag("FT14")
class RepeatedRefreshTests {

	@RegisterExtension
	static final TestServer server = TestServer.start("mcp.oauth.resource.scopes=read,write");

	@RegisterExtension
	static final TestServer shortLived = TestServer
		.start("mcp.oauth.authorization-server.access-token-time-to-live=2s");

	private final OAuthFlow flow = OAuthFlow.register(server);

	@Tag("M3")
	@Test
	void refreshWhenRepeatedSoonThenTheVerySameAnswer() {
		Map<String, Object> first = this.flow.tokens();
		Reply lost = refresh(first);
		Reply repeated = refresh(first);
		assertThat(repeated.status()).isEqualTo(200);
		assertThat(repeated.json()).isEqualTo(lost.json()).doesNotContainEntry("access_token", accessToken(first));
		assertThat(this.flow.callMcp(accessToken(repeated.json())).status()).isEqualTo(200);
		Reply next = refresh(repeated.json());
		assertThat(next.status()).isEqualTo(200);
		assertThat(accessToken(next.json())).isNotEqualTo(accessToken(repeated.json()));
	}

	@Tag("M3")
	@Test
	void refreshWhenUsedConcurrentlyThenOneAnswerOnly() {
		Map<String, Object> first = this.flow.tokens();
		List<Reply> replies = IntStream.range(0, 16).parallel().mapToObj((i) -> refresh(first)).toList();
		assertThat(replies).extracting(Reply::status).containsOnly(200);
		assertThat(replies).extracting(Reply::json).containsOnly(replies.get(0).json());
	}

	/** The two signatures differ, but revoking either token revokes both. */
	@Test
	void refreshWhenSignaturesAreRandomThenTheSameTokenAllTheSame() throws ParseException {
		try (TestServer elliptic = TestServer.start(SigningKeyMaterial.CONFIGURED)) {
			OAuthFlow login = OAuthFlow.register(elliptic);
			Map<String, Object> first = login.tokens();
			SignedJWT lost = SignedJWT.parse(accessToken(refresh(login, first).json()));
			SignedJWT repeated = SignedJWT.parse(accessToken(refresh(login, first).json()));
			assertThat(lost.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
			assertThat(repeated.getJWTClaimsSet()).isEqualTo(lost.getJWTClaimsSet());
			revoke(elliptic, login, repeated.serialize());
			assertThat(login.callMcp(lost.serialize()).status()).isEqualTo(401);
		}
	}

	/** RFC 6749 section 6: the scopes are what the client asks for now. */
	@Test
	void refreshWhenRepeatedForFewerScopesThenAnotherToken() {
		Map<String, Object> first = this.flow.tokens();
		Map<String, Object> lost = refresh(first).json();
		Map<String, String> request = this.flow.refreshRequest((String) first.get("refresh_token"));
		request.put("scope", "read");
		Map<String, Object> narrower = this.flow.token(request).json();
		assertThat(narrower).containsEntry("scope", "read").containsEntry("refresh_token", lost.get("refresh_token"));
		assertThat(identifier(narrower)).isNotEqualTo(identifier(lost));
	}

	/** RFC 7009 section 2: what was revoked is not handed out again. */
	@Test
	void refreshWhenRepeatedAfterTheAccessTokenWasRevokedThenAnotherThatIsGood() {
		Map<String, Object> first = this.flow.tokens();
		Map<String, Object> lost = refresh(first).json();
		revoke(server, this.flow, accessToken(lost));
		Map<String, Object> repeated = refresh(first).json();
		assertThat(identifier(repeated)).isNotEqualTo(identifier(lost));
		assertThat(this.flow.callMcp(accessToken(repeated)).status()).isEqualTo(200);
	}

	@Test
	void refreshWhenRepeatedAfterTheAccessTokenExpiredThenAnother() {
		OAuthFlow login = OAuthFlow.register(shortLived);
		Map<String, Object> first = login.tokens();
		String lost = identifier(refresh(login, first).json());
		Awaitility.await().until(() -> {
			Reply repeated = refresh(login, first);
			assertThat(repeated.status()).isEqualTo(200);
			return !identifier(repeated.json()).equals(lost);
		});
	}

	private Reply refresh(Map<String, Object> tokens) {
		return refresh(this.flow, tokens);
	}

	private static Reply refresh(OAuthFlow flow, Map<String, Object> tokens) {
		return flow.token(flow.refreshRequest((String) tokens.get("refresh_token")));
	}

	private static void revoke(TestServer server, OAuthFlow flow, String token) {
		Reply reply = new Http().postForm(server.url("/oauth2/revoke"),
				Map.of("client_id", flow.clientId(), "token", token));
		assertThat(reply.status()).isEqualTo(200);
	}

	private static String accessToken(Map<String, Object> tokens) {
		return (String) tokens.get("access_token");
	}

	private static String identifier(Map<String, Object> tokens) {
		try {
			return SignedJWT.parse(accessToken(tokens)).getJWTClaimsSet().getJWTID();
		}
		catch (ParseException ex) {
			throw new AssertionError("Not a JWT", ex);
		}
	}

}
