package io.github.mcpoauth.authorizationserver.user;

import java.text.ParseException;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.user.DefaultOAuth2User;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What access tokens say about their user (RFC 9068 section 2.2), from the login to the
 * last refresh.
 */
class UserClaimsTests {

	private TestServer server;

	@AfterEach
	void stop() {
		if (this.server != null) {
			this.server.close();
		}
	}

	@Test
	void tokenWhenTheUserIsLocalThenNamesUserAndClientAndWhenTheLoginWas() throws ParseException {
		Instant before = Instant.now().minusSeconds(1);
		this.server = TestServer.start();
		OAuthFlow flow = OAuthFlow.register(this.server);
		Map<String, Object> tokens = flow.tokens();
		JWTClaimsSet first = claims(tokens);
		assertThat(first.getClaims()).containsEntry("username", "alice")
			.containsEntry("client_id", flow.clientId())
			.containsEntry("azp", flow.clientId())
			.containsKeys("iss", "sub", "aud", "exp", "iat", "jti")
			.doesNotContainKeys("email", "email_verified", "name");
		assertThat(first.getDateClaim("auth_time")).isBetween(Date.from(before), Date.from(Instant.now()));
		JWTClaimsSet refreshed = claims(refresh(flow, tokens));
		assertThat(refreshed.getClaims()).containsEntry("username", "alice")
			.containsEntry("azp", flow.clientId())
			.containsEntry("auth_time", first.getClaim("auth_time"));
		assertThat(refreshed.getJWTID()).isNotNull().isNotEqualTo(first.getJWTID());
	}

	@Test
	void tokenWhenTheApplicationsUserKnowsMoreThenItIsKeptOverRefreshes() throws ParseException {
		this.server = start(AppUsers.class);
		OAuthFlow flow = OAuthFlow.register(this.server);
		Map<String, Object> tokens = flow.tokens();
		for (int i = 0; i < 3; i++) {
			assertThat(claims(tokens).getClaims()).containsEntry("username", "alice")
				.containsEntry("email", "alice@example.com")
				.containsEntry("name", "Alice Liddell");
			tokens = refresh(flow, tokens);
		}
		assertThat(flow.callMcp((String) tokens.get("access_token")).json()).containsEntry("caller", "alice");
	}

	@Test
	void tokenWhenTheApplicationSaysWhatIsKnownThenItIsAskedOnceAndDecidesNoRights() throws ParseException {
		this.server = start(OwnClaims.class);
		OAuthFlow flow = OAuthFlow.register(this.server);
		Map<String, Object> tokens = flow.tokens();
		tokens = refresh(flow, refresh(flow, tokens));
		assertThat(claims(tokens).getClaims()).containsEntry("groups", List.of("tea-party"))
			.containsEntry("address", Map.of("country", "Wonderland"))
			.containsEntry("sub", "alice")
			.containsEntry("azp", flow.clientId())
			.doesNotContainKeys("username", "scope", "scp", "cnf", "act", "may_act", "nothing");
		assertThat(claims(tokens).getAudience()).containsExactly(this.server.url("/mcp"));
		assertThat(claims(tokens).getDateClaim("auth_time")).isAfter(Instant.EPOCH.plusSeconds(60));
		assertThat(OwnClaims.asked).hasValue(1);
	}

	@Test
	void loginWhenAClaimIsNoJsonThenFailsForEveryStore() {
		this.server = start(OwnClaims.class, "test.claim=not-json");
		OAuthFlow flow = OAuthFlow.register(this.server);
		flow.authorize(flow.request());
		assertThat(flow.browser().get(flow.login().location()).status()).isEqualTo(500);
	}

	@Test
	void tokenWhenThereAreSeveralCustomizersThenAppliedInTheirOrderAndAtEachRefresh() throws ParseException {
		this.server = start(Customizers.class);
		OAuthFlow flow = OAuthFlow.register(this.server);
		Map<String, Object> tokens = flow.tokens();
		assertThat(claims(tokens).getClaims()).containsEntry("order", "first,second").containsEntry("username", "A");
		assertThat(claims(refresh(flow, tokens)).getClaims()).containsEntry("order", "first,second")
			.containsEntry("username", "A");
	}

	@Test
	void claimsWhenTheUserIsOfAnIdentityProviderThenFromTheAttributes() {
		Map<String, Object> attributes = new LinkedHashMap<>(
				Map.of("id", "1234", "login", "octocat", "email", "octo@example.com", "name", "Octo Cat"));
		assertThat(of(attributes))
			.isEqualTo(Map.of("username", "octocat", "email", "octo@example.com", "name", "Octo Cat"));
		attributes.put("email_verified", true);
		attributes.put("preferred_username", "octo");
		attributes.put("name", " ");
		assertThat(of(attributes))
			.isEqualTo(Map.of("username", "octo", "email", "octo@example.com", "email_verified", true));
		attributes.remove("email");
		attributes.put("name", List.of("no text"));
		assertThat(of(attributes)).isEqualTo(Map.of("username", "octo"));
		attributes.keySet().removeAll(List.of("preferred_username", "login"));
		assertThat(of(attributes)).isEmpty();
	}

	private static Map<String, Object> of(Map<String, Object> attributes) {
		return new PrincipalUserClaims()
			.of(new TestingAuthenticationToken(new DefaultOAuth2User(List.of(), attributes, "id"), ""));
	}

	@Test
	void claimsWhenAGetterFailsThenWithoutIt() {
		UserDetails detached = new AppUser() {

			@Override
			public String getEmail() {
				throw new IllegalStateException("detached");
			}

		};
		assertThat(new PrincipalUserClaims().of(new TestingAuthenticationToken(detached, "")))
			.isEqualTo(Map.of("username", "alice", "name", "Alice Liddell"));
	}

	private static TestServer start(Class<?> configuration, String... properties) {
		return TestServer.startWithoutUser(new Class<?>[] { TestApplication.class, AppUsers.class, configuration },
				properties);
	}

	private static Map<String, Object> refresh(OAuthFlow flow, Map<String, Object> tokens) {
		Reply reply = flow.token(flow.refreshRequest((String) tokens.get("refresh_token")));
		assertThat(reply.status()).isEqualTo(200);
		return reply.json();
	}

	private static JWTClaimsSet claims(Map<String, Object> tokens) throws ParseException {
		return SignedJWT.parse((String) tokens.get("access_token")).getJWTClaimsSet();
	}

	public static class AppUser implements UserDetails {

		@Override
		public Collection<? extends GrantedAuthority> getAuthorities() {
			return List.of();
		}

		@Override
		public String getPassword() {
			return "{noop}wonderland";
		}

		@Override
		public String getUsername() {
			return "alice";
		}

		public String getEmail() {
			return "alice@example.com";
		}

		public String getName() {
			return "Alice Liddell";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AppUsers {

		@Bean
		UserDetailsService users() {
			return (name) -> new AppUser();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnClaims {

		static final AtomicInteger asked = new AtomicInteger();

		@Bean
		UserClaims claims(Environment environment) {
			asked.set(0);
			return (user) -> {
				asked.incrementAndGet();
				Map<String, Object> claims = new LinkedHashMap<>();
				List.of("iss", "sub", "aud", "jti", "client_id", "azp", "scope", "scp", "cnf", "act", "may_act")
					.forEach((name) -> claims.put(name, "mcp:admin"));
				List.of("exp", "nbf", "iat", "auth_time").forEach((name) -> claims.put(name, 1));
				claims.put("nothing", null);
				claims.put("groups", List.of("tea-party"));
				claims.put("address", Map.of("country", "Wonderland"));
				if (environment.containsProperty("test.claim")) {
					claims.put("since", List.of(Map.of("at", Instant.EPOCH)));
				}
				return claims;
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		@Bean
		@Order(2)
		OAuth2TokenCustomizer<JwtEncodingContext> second() {
			return (context) -> context.getClaims()
				.claims((claims) -> claims.merge("order", "second", (before, own) -> before + "," + own));
		}

		@Bean
		@Order(1)
		OAuth2TokenCustomizer<JwtEncodingContext> first() {
			return (context) -> context.getClaims().claim("order", "first").claim("username", "A");
		}

	}

}
