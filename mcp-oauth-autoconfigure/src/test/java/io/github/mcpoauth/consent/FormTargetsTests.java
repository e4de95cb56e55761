package io.github.mcpoauth.consent;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.mcpoauth.core.RedirectUri;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where the consent page's form may lead (CSP level 3, {@code form-action}).
 */
class FormTargetsTests {

	@ParameterizedTest
	@CsvSource({ "http://127.0.0.1:4567/callback, http: https:", "http://localhost/callback, http: https:",
			"https://app.example/callback, https:", "cursor://anysphere.cursor-mcp/callback, https: cursor:" })
	void ofWhenClientIsOneOfItsKindThenItsSchemeAndHttps(String redirectUri, String targets) {
		assertThat(FormTargets.of(RedirectUri.parse(redirectUri), List.of())).containsExactly(targets.split(" "));
	}

	@ParameterizedTest
	@CsvSource({ "http://127.0.0.1:4567/callback, http: https: claude:", "https://app.example/callback, https: claude:",
			"claude://callback, https: claude:" })
	void ofWhenItMayLeadOnToAnApplicationThenItsSchemeOnceAsWell(String redirectUri, String targets) {
		assertThat(FormTargets.of(RedirectUri.parse(redirectUri), List.of("claude", "https")))
			.containsExactly(targets.split(" "));
	}

}
