package io.github.mcpoauth.registration;

import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Which schemes can be allowed (RFC 8252 section 7.1). What follows for redirect URIs is
 * tested where clients register.
 */
class RedirectUriPolicyTests {

	/** Browsers run or read what they name, or send it to anybody. */
	@Tag("A6")
	@ParameterizedTest
	@ValueSource(strings = { "javascript", "data", "vbscript", "file", "blob", "about", "filesystem", "view-source",
			"ws", "wss", "ftp", "mailto", "tel", "urn", "http", "https" })
	void policyWhenSchemeIsDangerousThenItCanNotBeAllowed(String scheme) {
		for (String spelling : List.of(scheme, scheme.toUpperCase(Locale.ROOT))) {
			assertThatIllegalArgumentException().isThrownBy(() -> new RedirectUriPolicy(List.of("cursor", spelling)));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "cursor://", "cursor:", "1password", "*", "my app", "-x" })
	void policyWhenSchemeIsNoneThenRefused(String scheme) {
		assertThatIllegalArgumentException().isThrownBy(() -> new RedirectUriPolicy(List.of(scheme)));
	}

	@Tag("A17")
	@Test
	void parseWhenSchemeIsAllowedThenWhateverItsCase() {
		RedirectUriPolicy policy = new RedirectUriPolicy(List.of("Cursor"));
		assertThat(policy.privateUseSchemes()).containsExactly("cursor");
		assertThat(policy.parse("CURSOR://a/b")).hasToString("CURSOR://a/b");
		assertThatIllegalArgumentException().isThrownBy(() -> policy.parse("vscode://a/b"));
	}

	/** What a developer reads who registers the client. */
	@Test
	void parseWhenRefusedThenSaysWhatIsAllowedInstead() {
		RedirectUriPolicy policy = new RedirectUriPolicy(List.of());
		assertThatIllegalArgumentException().isThrownBy(() -> policy.parse("http://app.example.com/cb"))
			.withMessageContaining("use https");
		assertThatIllegalArgumentException().isThrownBy(() -> policy.parse("vscode://a/b"))
			.withMessageContaining("reverse domain name");
	}

}
