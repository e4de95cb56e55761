package io.github.mcpoauth.sample.client;

import java.net.http.HttpHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChallengeTests {

	@Test
	void parametersWhenQuotedOrNotThenAreRead() {
		assertThat(challenge("bearer error=invalid_token, error_description=\"a \\\"quoted\\\" word, and more\" ,"
				+ "Scope=\"one two\"")
			.parameters()).containsOnly(Map.entry("error", "invalid_token"),
					Map.entry("error_description", "a \"quoted\" word, and more"), Map.entry("scope", "one two"));
	}

	@Test
	void parametersWhenThereAreOtherSchemesThenAreThoseOfBearer() {
		Challenge challenge = challenge(
				"Basic realm=\"x\", Bearer scope=\"one\", resource_metadata=\"https://mcp.example/prm\", DPoP algs=\"ES256\"");

		assertThat(challenge.parameters()).containsOnlyKeys("scope", "resource_metadata");
		assertThat(challenge.scope().toStringList()).containsExactly("one");
		assertThat(challenge.resourceMetadata()).hasToString("https://mcp.example/prm");
	}

	@Test
	void parametersWhenThereAreSeveralHeadersThenAreThoseOfBearer() {
		assertThat(challenge("Basic realm=\"x\"", "Bearer scope=\"one\"").parameters())
			.containsOnly(Map.entry("scope", "one"));
	}

	@Test
	void parametersWhenThereAreNoneThenAreEmpty() {
		assertThat(challenge("Bearer").parameters()).isEmpty();
		assertThat(challenge("Bearer").scope()).isEmpty();
		assertThat(challenge("Bearer").resourceMetadata()).isNull();
		assertThat(challenge().parameters()).isEmpty();
	}

	private static Challenge challenge(String... headers) {
		return Challenge
			.of(HttpHeaders.of(Map.of("WWW-Authenticate", List.copyOf(Arrays.asList(headers))), (name, value) -> true));
	}

}
