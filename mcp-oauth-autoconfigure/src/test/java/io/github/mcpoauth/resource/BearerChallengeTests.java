package io.github.mcpoauth.resource;

import org.junit.jupiter.api.Test;

import io.github.mcpoauth.core.Scopes;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The challenge header (RFC 6750 section 3, RFC 9110 section 5.6.4).
 */
class BearerChallengeTests {

	@Test
	void toStringWhenDescriptionHasQuotesOrControlsThenStillOneQuotedString() {
		BearerChallenge challenge = BearerChallenge.withError("invalid_token", "a \"b\" \\ c\r\nSet-Cookie: d ü",
				"https://mcp.example/meta", Scopes.none());
		assertThat(challenge).hasToString("Bearer error=\"invalid_token\", "
				+ "error_description=\"a 'b' ' c  Set-Cookie: d ?\", resource_metadata=\"https://mcp.example/meta\"");
	}

	@Test
	void toStringWhenThereAreScopesThenOneParameter() {
		assertThat(BearerChallenge.withoutError("https://mcp.example/meta", Scopes.of("a:b", "c")))
			.hasToString("Bearer resource_metadata=\"https://mcp.example/meta\", scope=\"a:b c\"");
	}

}
