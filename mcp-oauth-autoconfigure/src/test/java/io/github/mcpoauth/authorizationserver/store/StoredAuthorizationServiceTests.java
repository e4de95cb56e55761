package io.github.mcpoauth.authorizationserver.store;

import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.user.DefaultOAuth2User;
import org.springframework.security.oauth2.core.user.OAuth2User;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

import io.github.mcpoauth.authorizationserver.introspection.RevokedAccessTokens;
import io.github.mcpoauth.core.Sha256;
import io.github.mcpoauth.jose.KeyRing;
import io.github.mcpoauth.jose.SealPurpose;
import io.github.mcpoauth.jose.Sealer;
import io.github.mcpoauth.support.MutableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The store of authorizations: single use, reuse detection, lookup.
 */
class StoredAuthorizationServiceTests {

	/** Of now, for revoked tokens are forgotten when they have really expired. */
	private final MutableClock clock = new MutableClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));

	private final Instant start = this.clock.instant();

	private final RevokedAccessTokens revoked = new RevokedAccessTokens();

	private final List<OAuth2Authorization> replayed = new ArrayList<>();

	private final AuthorizationStore store = new InMemoryAuthorizationStore(this.clock);

	private final Sealer sealer = new Sealer(KeyRing.random(), this.clock);

	private final StoredAuthorizationService service = service(Duration.ofSeconds(10));

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
		assertThat(this.replayed).extracting(OAuth2Authorization::getId).containsExactly(family.getId());
		assertThat(this.service.findByToken("refresh", OAuth2TokenType.REFRESH_TOKEN)).isNull();
		assertThat(this.replayed).as("The grant is over already").hasSize(1);
	}

	@Tag("M3")
	@Test
	void findWhenRotatedRefreshTokenComesBackSoonThenAsBefore() {
		rotate();
		this.clock.advance(Duration.ofSeconds(9));
		OAuth2Authorization before = this.service.findByToken("refresh", OAuth2TokenType.REFRESH_TOKEN);
		assertThat(before.getRefreshToken().getToken().getTokenValue()).isEqualTo("refresh");
		assertThat(before.getRefreshToken().isActive()).isTrue();
		assertThat(this.replayed).isEmpty();
		assertThat(this.service.findByToken("refresh", null)).isNull();
		assertThat(this.service.findByToken("refresh", OAuth2TokenType.ACCESS_TOKEN)).isNull();
	}

	/** Otherwise it could be used for ever. */
	@Tag("M3")
	@Test
	void findWhenRepeatedThenThatDoesNotProlongTheGracePeriod() {
		rotate();
		this.clock.advance(Duration.ofSeconds(9));
		OAuth2Authorization before = this.service.findByToken("refresh", OAuth2TokenType.REFRESH_TOKEN);
		this.service.save(rotated(before));
		this.clock.advance(Duration.ofSeconds(2));
		assertThat(this.service.findByToken("refresh", OAuth2TokenType.REFRESH_TOKEN)).isNull();
		assertThat(found("refresh-2").getRefreshToken().isInvalidated()).isTrue();
	}

	@Tag("M3")
	@Test
	void findWhenSavedWithoutARotationThenTheOneBeforeStays() {
		rotate();
		OAuth2Authorization current = found("refresh-2");
		this.service.save(OAuth2Authorization.from(current).invalidate(current.getAccessToken().getToken()).build());
		assertThat(this.service.findByToken("refresh", OAuth2TokenType.REFRESH_TOKEN)).isNotNull();
	}

	@Tag("M3")
	@Test
	void findWhenThereIsNoGracePeriodThenFirstReuseKillsTheFamily() {
		rotate();
		assertThat(service(Duration.ZERO).findByToken("refresh", OAuth2TokenType.REFRESH_TOKEN)).isNull();
		assertThat(found("refresh-2").getRefreshToken().isInvalidated()).isTrue();
	}

	@Tag("M3")
	@Test
	void findWhenFamilyIsRevokedThenRotatedTokenIsNoneEither() {
		rotate();
		OAuth2Authorization family = found("refresh-2");
		this.service.save(OAuth2Authorization.from(family).invalidate(family.getRefreshToken().getToken()).build());
		assertThat(this.service.findByToken("refresh", OAuth2TokenType.REFRESH_TOKEN)).isNull();
	}

	/** What the platform reads later has to be there, whatever the store. */
	@Test
	void findWhenSavedThenAllThatCountsIsThere() {
		OAuth2AuthorizationRequest request = OAuth2AuthorizationRequest.authorizationCode()
			.authorizationUri("https://mcp.example.com/oauth2/authorize")
			.clientId("client")
			.redirectUri("https://a.example/cb")
			.scopes(Set.of("read", "write"))
			.state("state of the client")
			.additionalParameters(Map.of("code_challenge", "challenge", "resource", List.of("https://a", "https://b")))
			.build();
		Instant authTime = this.start.truncatedTo(ChronoUnit.SECONDS);
		OAuth2Authorization saved = OAuth2Authorization.from(authorization("code", "access", "refresh"))
			.authorizedScopes(Set.of("read"))
			.token(accessToken("access"),
					(metadata) -> metadata.put(OAuth2Authorization.Token.CLAIMS_METADATA_NAME,
							Map.of("jti", "1", "iat", authTime, "aud", List.of("a"), "n", 7, "nested",
									Map.of("at", authTime, "yes", true))))
			.attribute(Principal.class.getName(),
					UsernamePasswordAuthenticationToken.authenticated(
							User.withUsername("alice").password("secret").roles("USER", "ADMIN").build(), "secret",
							AuthorityUtils.createAuthorityList("ROLE_USER", "ROLE_ADMIN")))
			.attribute(OAuth2AuthorizationRequest.class.getName(), request)
			.attribute("state", "pending")
			.attribute("tenant", "a")
			.build();
		this.service.save(saved);
		OAuth2Authorization found = found("pending");
		assertThat(found.getRegisteredClientId()).isEqualTo("client");
		assertThat(found.getPrincipalName()).isEqualTo("alice");
		assertThat(found.getAuthorizationGrantType()).isEqualTo(AuthorizationGrantType.AUTHORIZATION_CODE);
		assertThat(found.getAuthorizedScopes()).containsExactly("read");
		assertThat(found.<String>getAttribute("state")).isEqualTo("pending");
		assertThat(found.<String>getAttribute("tenant")).isEqualTo("a");
		assertThat(found.getAccessToken().getClaims()).containsEntry("iat", authTime)
			.containsEntry("n", 7)
			.containsEntry("aud", List.of("a"))
			.containsEntry("nested", Map.of("at", authTime, "yes", true));
		assertThat(found.<OAuth2AuthorizationRequest>getAttribute(OAuth2AuthorizationRequest.class.getName()))
			.usingRecursiveComparison()
			.isEqualTo(request);
		Authentication principal = found.getAttribute(Principal.class.getName());
		assertThat(principal.isAuthenticated()).isTrue();
		assertThat(principal.getName()).isEqualTo("alice");
		assertThat(principal.getAuthorities()).extracting(GrantedAuthority::getAuthority)
			.containsExactly("ROLE_USER", "ROLE_ADMIN");
		assertThat(((OAuth2AuthenticatedPrincipal) principal.getPrincipal()).getAttributes())
			.containsOnly(Map.entry("sub", "alice"));
	}

	/** What another server said of a person, in its own words. */
	@Test
	void findWhenPersonLoggedInElsewhereThenClaimsAreThereAlsoLater() {
		OAuth2User person = new DefaultOAuth2User(AuthorityUtils.createAuthorityList("OIDC_USER"),
				Map.of("sub", "alice", "email", "alice@example.com", "updated_at", this.start), "sub");
		OAuth2Authorization saved = OAuth2Authorization.from(authorization("code", "access", "refresh"))
			.attribute(Principal.class.getName(), new TestingAuthenticationToken(person, null, "OIDC_USER"))
			.build();
		this.service.save(saved);
		this.service.save(this.service.findById("id"));
		Authentication principal = this.service.findById("id").getAttribute(Principal.class.getName());
		assertThat(((OAuth2AuthenticatedPrincipal) principal.getPrincipal()).getAttributes())
			.containsEntry("email", "alice@example.com")
			.containsEntry("updated_at", this.start);
	}

	/** RFC 7592 section 2.3. */
	@Test
	void removeByClientWhenItHasGrantsThenTheyAndTheirAccessTokensAreGone() {
		rotate();
		this.service.removeByClient("another");
		assertThat(this.service.findById("id")).isNotNull();
		this.service.removeByClient("client");
		assertThat(this.service.findByToken("refresh-2", null)).isNull();
		assertThat(this.service.findById("id")).isNull();
		assertThat(this.revoked.validate(jwt("jti-of-access-2")).hasErrors()).isTrue();
	}

	@Test
	void endWhenGrantedThenNothingOfItIsGood() {
		rotate();
		List<OAuth2Authorization> granted = this.service.findByPrincipalName("alice");
		assertThat(granted).hasSize(1);
		this.service.end(granted.get(0));
		assertThat(this.service.findByPrincipalName("alice")).isEmpty();
		for (String token : List.of("code", "access-2", "refresh-2")) {
			assertThat(this.service.findByToken(token, null)).as(token).isNull();
		}
		assertThat(this.revoked.validate(jwt("jti-of-access-2")).hasErrors()).isTrue();
		this.service.end(granted.get(0));
	}

	/** A client that refreshes at this very moment keeps nothing. */
	@Tag("FT19")
	@Test
	void endWhenClientRefreshedMeanwhileThenItsNewTokensAreEndedToo() {
		this.service.save(authorization("code", "access", "refresh"));
		OAuth2Authorization read = this.service.findByPrincipalName("alice").get(0);
		this.service.save(rotated(found("refresh")));
		this.service.end(read);
		assertThat(this.service.findByToken("refresh-2", null)).isNull();
		assertThat(this.revoked.validate(jwt("jti-of-access-2")).hasErrors()).isTrue();
	}

	@Tag("M15")
	@Test
	void saveWhenTokensAreThereThenStoreHasNeitherThemNorPlaintext() {
		this.service.save(authorization("the-code", "the-access", "the-refresh"));
		StoredAuthorization stored = this.store.findById("id");
		String json = new String(this.sealer.open(SealPurpose.AUTHORIZATION, stored.content()).orElseThrow(),
				StandardCharsets.UTF_8);
		assertThat(json).doesNotContain("the-code", "the-access", "the-refresh", "class");
		assertThat(stored.toString()).doesNotContain("the-", "email");
		assertThat(this.service.findById("id").getRefreshToken().getToken().getTokenValue())
			.isNotEqualTo("the-refresh");
	}

	/** A value that stands for a token is none. */
	@Tag("M15")
	@Test
	void findWhenTokenIsWhatStandsForItThenNothing() {
		this.service.save(authorization("code", "access", "refresh"));
		for (String value : List.of(this.service.findById("id").getRefreshToken().getToken().getTokenValue(),
				Sha256.base64("refresh"))) {
			assertThat(this.service.findByToken(value, null)).isNull();
		}
	}

	@Tag("M15")
	@Test
	void findWhenStoreWasTamperedWithThenNothing() {
		this.service.save(authorization("code", "access", "refresh"));
		StoredAuthorization stored = this.store.findById("id");
		this.store.save(new StoredAuthorization("mallory", 1, stored.clientHash(), "mallory", stored.expiresAt(),
				stored.content()), Set.of(Sha256.base64("guess")), Set.of());
		assertThat(this.service.findById("mallory")).isNull();
		assertThat(this.service.findByToken("guess", null)).isNull();
		StoredAuthorizationService otherSecret = new StoredAuthorizationService(this.store,
				new Sealer(KeyRing.random(), this.clock), this.clock, Duration.ZERO, this.revoked::add,
				this.replayed::add);
		assertThat(otherSecret.findByToken("code", null)).isNull();
	}

	@Test
	void saveWhenTokensAreOverThenKeptUntilTheLastExpiresAndPendingOnesForTenMinutes() {
		this.service.save(authorization("code", "access", "refresh"));
		assertThat(this.store.findById("id").expiresAt()).isEqualTo(this.start.plusSeconds(9000));
		OAuth2Authorization pending = OAuth2Authorization.withRegisteredClient(client())
			.id("pending")
			.principalName("alice")
			.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
			.attribute("state", "pending")
			.build();
		this.service.save(OAuth2Authorization.from(pending)
			.token(new OAuth2AuthorizationCode("code of pending", this.start, this.start.plusSeconds(60)))
			.build());
		assertThat(this.store.findById("pending").expiresAt()).isEqualTo(this.start.plusSeconds(600));
	}

	private StoredAuthorizationService service(Duration gracePeriod) {
		return new StoredAuthorizationService(this.store, this.sealer, this.clock, gracePeriod, this.revoked::add,
				this.replayed::add);
	}

	private void rotate() {
		this.service.save(authorization("code", "access", "refresh"));
		this.service.save(rotated(found("refresh")));
	}

	private OAuth2Authorization rotated(OAuth2Authorization authorization) {
		return OAuth2Authorization.from(authorization)
			.token(accessToken("access-2"),
					(metadata) -> metadata.put(OAuth2Authorization.Token.CLAIMS_METADATA_NAME,
							Map.of("jti", "jti-of-access-2")))
			.refreshToken(new OAuth2RefreshToken("refresh-2", this.clock.instant(), this.start.plusSeconds(9000)))
			.build();
	}

	private OAuth2Authorization found(String token) {
		OAuth2Authorization authorization = this.service.findByToken(token, null);
		assertThat(authorization).isNotNull();
		return authorization;
	}

	private static RegisteredClient client() {
		return RegisteredClient.withId("client")
			.clientId("client")
			.clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
			.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
			.redirectUri("https://a.example/cb")
			.build();
	}

	private OAuth2Authorization authorization(String code, String accessToken, String refreshToken) {
		return OAuth2Authorization.withRegisteredClient(client())
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
