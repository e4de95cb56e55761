package io.github.mcpoauth.authorizationserver;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

import io.github.mcpoauth.support.MutableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The store of authorizations: single use, reuse detection, lookup.
 */
class InMemoryAuthorizationServiceTests {

	/** Of now, for revoked tokens are forgotten when they have really expired. */
	private final MutableClock clock = new MutableClock(Instant.now());

	private final Instant start = this.clock.instant();

	private final RevokedAccessTokens revoked = new RevokedAccessTokens();

	private final InMemoryAuthorizationService service = new InMemoryAuthorizationService(this.clock, this.revoked);

	@Test
	void findWhenTokenIsOfAnotherTypeThenNothing() {
		this.service.save(authorization("code", "access", "refresh"));
		assertThat(this.service.findByToken("code", new OAuth2TokenType("code"))).isNotNull();
		assertThat(this.service.findByToken("code", null)).isNotNull();
		assertThat(this.service.findByToken("code", OAuth2TokenType.ACCESS_TOKEN)).isNull();
		assertThat(this.service.findByToken("refresh", OAuth2TokenType.ACCESS_TOKEN)).isNull();
		assertThat(this.service.findByToken("unknown", null)).isNull();
		assertThat(this.service.findById("id")).isNotNull();
	}

	@Tag("C2")
	@Test
	void saveWhenAnotherRequestWasFasterThenInvalidGrant() {
		this.service.save(authorization("code", "access", "refresh"));
		OAuth2Authorization first = found("code");
		OAuth2Authorization second = found("code");
		this.service.save(first);
		assertThatExceptionOfType(OAuth2AuthenticationException.class).isThrownBy(() -> this.service.save(second))
			.satisfies((ex) -> assertThat(ex.getError().getErrorCode()).isEqualTo("invalid_grant"));
	}

	@Test
	void saveWhenAuthorizationWasRemovedMeanwhileThenInvalidGrant() {
		this.service.save(authorization("code", "access", "refresh"));
		OAuth2Authorization read = found("code");
		this.service.remove(read);
		assertThat(this.service.findByToken("code", null)).isNull();
		assertThatExceptionOfType(OAuth2AuthenticationException.class).isThrownBy(() -> this.service.save(read));
	}

	@Tag("M2")
	@Test
	void findWhenRotatedRefreshTokenComesBackThenTheFamilyIsDead() {
		rotate();
		this.clock.advance(Duration.ofSeconds(11));
		assertThat(this.service.findByToken("refresh", OAuth2TokenType.REFRESH_TOKEN)).isNull();
		OAuth2Authorization family = found("refresh-2");
		assertThat(family.getRefreshToken().isInvalidated()).isTrue();
		assertThat(family.getAccessToken().isInvalidated()).isTrue();
		assertThat(this.revoked.validate(jwt("jti-of-access-2")).hasErrors()).isTrue();
		assertThat(this.revoked.validate(jwt("jti-of-another")).hasErrors()).isFalse();
	}

	@Tag("M3")
	@Test
	void findWhenRotatedRefreshTokenComesBackAtOnceThenRefusedButTheFamilyLives() {
		rotate();
		this.clock.advance(Duration.ofSeconds(9));
		assertThat(this.service.findByToken("refresh", OAuth2TokenType.REFRESH_TOKEN)).isNull();
		assertThat(found("refresh-2").getRefreshToken().isInvalidated()).isFalse();
	}

	private void rotate() {
		this.service.save(authorization("code", "access", "refresh"));
		OAuth2Authorization rotated = OAuth2Authorization.from(found("refresh"))
			.token(accessToken("access-2"),
					(metadata) -> metadata.put(OAuth2Authorization.Token.CLAIMS_METADATA_NAME,
							Map.of("jti", "jti-of-access-2")))
			.refreshToken(new OAuth2RefreshToken("refresh-2", this.clock.instant(), this.start.plusSeconds(9000)))
			.build();
		this.service.save(rotated);
	}

	private OAuth2Authorization found(String token) {
		OAuth2Authorization authorization = this.service.findByToken(token, null);
		assertThat(authorization).isNotNull();
		return authorization;
	}

	private OAuth2Authorization authorization(String code, String accessToken, String refreshToken) {
		RegisteredClient client = RegisteredClient.withId("client")
			.clientId("client")
			.clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
			.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
			.redirectUri("https://a.example/cb")
			.build();
		return OAuth2Authorization.withRegisteredClient(client)
			.id("id")
			.principalName("alice")
			.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
			.token(new OAuth2AuthorizationCode(code, this.start, this.start.plusSeconds(60)))
			.accessToken(accessToken(accessToken))
			.refreshToken(new OAuth2RefreshToken(refreshToken, this.start, this.start.plusSeconds(9000)))
			.build();
	}

	private OAuth2AccessToken accessToken(String value) {
		return new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, value, this.start,
				this.start.plusSeconds(900));
	}

	private static Jwt jwt(String id) {
		return Jwt.withTokenValue("token").header("alg", "RS256").jti(id).build();
	}

}
