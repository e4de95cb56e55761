package io.github.mcpoauth.authorizationserver.login;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.oauth2.core.user.DefaultOAuth2User;
import org.springframework.security.oauth2.core.user.OAuth2User;

import io.github.mcpoauth.authorizationserver.user.UserNames;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What counts as being on a list. {@link AllowedUsersTests} has what follows from it.
 */
@Tag("D15")
class AllowRuleTests {

	private static AllowRule users(String... users) {
		return new AllowRule(Set.of(users), Set.of(), Map.of(), Set.of(), Set.of());
	}

	private static AllowRule domain(String domain) {
		return new AllowRule(Set.of(), Set.of(domain), Map.of(), Set.of(), Set.of());
	}

	private static AllowRule claims(Map<String, Set<String>> claims) {
		return new AllowRule(Set.of(), Set.of(), claims, Set.of(), Set.of());
	}

	private static boolean allows(AllowRule rule, Map<String, Object> attributes) {
		return rule.refusal(attributes) == null;
	}

	/** OpenID Connect Core 1.0 section 2: a sub is case-sensitive. */
	@ParameterizedTest
	@CsvSource({ "alice, true", "Alice, false", "alic, false", "alice2, false" })
	void userWhenSubjectIsListedThenOnlyAsItIs(String listed, boolean allowed) {
		assertThat(allows(users(listed), Map.of("sub", "alice"))).isEqualTo(allowed);
	}

	/** Cognito writes the boolean as a string. */
	@ParameterizedTest
	@ValueSource(strings = { "alice@example.com", "Alice@Example.COM" })
	void userWhenAddressIsVerifiedInWordsThenAllowed(String email) {
		Map<String, Object> attributes = Map.of("sub", "1", "email", email, "email_verified", "true");
		assertThat(allows(users("ALICE@example.com"), attributes)).isTrue();
		assertThat(allows(domain("EXAMPLE.com"), attributes)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "false", "TRUE ", "yes", "1", "null" })
	void userWhenAddressIsNotSaidToBeVerifiedThenRefused(String verified) {
		Map<String, Object> attributes = new HashMap<>(Map.of("sub", "1", "email", "alice@example.com"));
		assertThat(allows(domain("example.com"), attributes)).isFalse();
		attributes.put("email_verified", verified);
		assertThat(allows(domain("example.com"), attributes)).isFalse();
		assertThat(allows(users("alice@example.com"), attributes)).isFalse();
	}

	/** What is no address has no domain, and a quoted local part may hold a sign. */
	@ParameterizedTest
	@CsvSource(quoteCharacter = '\'', textBlock = """
			alice@example.com,                 true
			alice@EXAMPLE.com,                 true
			'"alice@evil.example"@example.com', true
			'"alice@example.com"@evil.example', false
			alice@evilexample.com,             false
			alice@sub.example.com,             false
			alice@example.com.evil.example,    false
			alice@example.com@evil.example,    false
			alice@example.co,                  false
			example.com,                       false
			@example.com,                      false
			""")
	void userWhenDomainIsListedThenOnlyWithAnAddressOfIt(String email, boolean allowed) {
		assertThat(allows(domain("example.com"), Map.of("email", email, "email_verified", true))).isEqualTo(allowed);
	}

	@Test
	void userWhenInOneOfTwoClaimsThenRefused() {
		AllowRule rule = claims(Map.of("groups", Set.of("staff"), "country", Set.of("ch", "de")));
		assertThat(allows(rule, Map.of("groups", List.of("staff"), "country", "de"))).isTrue();
		assertThat(allows(rule, Map.of("groups", List.of("staff"), "country", "fr"))).isFalse();
		assertThat(allows(rule, Map.of("country", "de"))).isFalse();
	}

	/** A provider whose claims are URLs has dots in their names. */
	@Test
	void claimWhenItsNameHasDotsThenTheWholeNameComesFirst() {
		AllowRule rule = claims(Map.of("https://x.example/roles", Set.of("mcp"), "realm.roles", Set.of("1", "a")));
		Map<String, Object> whole = Map.of("https://x.example/roles", List.of("mcp"), "realm.roles", List.of(1));
		assertThat(allows(rule, whole)).isTrue();
		Map<String, Object> both = new HashMap<>(whole);
		both.put("realm", Map.of("roles", List.of("b")));
		assertThat(allows(rule, both)).isTrue();
		both.put("realm.roles", List.of("b"));
		both.put("realm", Map.of("roles", List.of("a")));
		assertThat(allows(rule, both)).isFalse();
	}

	/** GitHub's names are the same in either case. */
	@Test
	void membershipWhenListedInAnotherCaseThenAllowed() {
		AllowRule rule = new AllowRule(Set.of(), Set.of(), Map.of(), Set.of("ACME"), Set.of("Acme/Core"));
		Map<String, Object> member = Map.of(GitHubUsers.ORGANIZATIONS, List.of("acme"), GitHubUsers.TEAMS,
				List.of("acme/core"));
		assertThat(allows(rule, member)).isTrue();
		assertThat(allows(rule, Map.of(GitHubUsers.ORGANIZATIONS, List.of("acme")))).isFalse();
		assertThat(allows(rule, Map.of(GitHubUsers.TEAMS, List.of("acme/core")))).isFalse();
	}

	/**
	 * Of users who were let in before, nobody can say any more whether they still are.
	 */
	@Tag("M8")
	@Test
	void refusalWhenUpstreamIsNotConfiguredAnyMoreThenRefused() {
		OAuth2User user = new DefaultOAuth2User(List.of(), Map.of("sub", "1", UserNames.UPSTREAM, "former"), "sub");
		assertThat(new UpstreamAllowedUsers(List.of()).refusal(new TestingAuthenticationToken(user, null)))
			.contains("not accepted any more");
	}

	/** Local users are on no list of a provider. */
	@Test
	void refusalWhenUserIsLocalThenNone() {
		assertThat(new UpstreamAllowedUsers(List.of()).refusal(new TestingAuthenticationToken("alice", null))).isNull();
	}

}
