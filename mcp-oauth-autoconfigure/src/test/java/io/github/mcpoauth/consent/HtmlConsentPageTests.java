package io.github.mcpoauth.consent;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mock.web.MockHttpServletResponse;

import io.github.mcpoauth.core.RedirectUri;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a person reads before he approves. Where the page comes from and what becomes of
 * the decision is tested in both modes.
 */
class HtmlConsentPageTests {

	private final ConsentPage page = new HtmlConsentPage(Set.of());

	@ParameterizedTest
	@CsvSource({ "P30D, 30 days", "P1D, 24 hours", "PT3H, 3 hours", "PT1H, 60 minutes", "PT90M, 90 minutes",
			"PT1M, 60 seconds", "PT1S, 1 seconds" })
	void pageWhenApprovalIsRememberedThenSaysHowLong(Duration timeToLive, String words) throws IOException {
		String text = text("app.example", "https://app.example/cb", new ConsentPrompt.Memory(timeToLive, false, null));
		assertThat(text).contains("you are not asked again for " + words + " when");
	}

	/** Only an https URI belongs to the host that vouches for the name. */
	@Tag("D1")
	@ParameterizedTest
	@CsvSource({ "app.example, https://app.example/cb, Verified: this name comes from app.example",
			"app.example, http://127.0.0.1:1/cb, 'The name comes from app.example, but the access goes to 127.0.0.1:1'",
			"app.example, com.example.app:/cb, 'The name comes from app.example, but the access goes to com.example.app:'",
			", https://app.example/cb, 'nobody has verified it. Continue only if you trust app.example'",
			", http://127.0.0.1:1/cb, nobody has verified it. 127.0.0.1:1 is a program on the computer" })
	void pageWhenNameIsShownThenSaysWhoVouchesForIt(@Nullable String clientHost, String redirectUri, String words)
			throws IOException {
		String text = text(clientHost, redirectUri, ConsentPrompt.Memory.NONE);
		assertThat(text).contains(words).doesNotContain("not asked again");
		assertThat(text.contains("Verified")).isEqualTo(words.startsWith("Verified"));
	}

	private String text(@Nullable String clientHost, String redirectUri, ConsentPrompt.Memory memory)
			throws IOException {
		MockHttpServletResponse response = new MockHttpServletResponse();
		this.page.write(
				new ConsentPrompt("A client", clientHost, "alice", "The server", "https://mcp.example/mcp",
						RedirectUri.parse(redirectUri), List.of(),
						new ConsentPrompt.Transaction("/consent", "client", "state", "_csrf", "token"), memory),
				response);
		return Jsoup.parse(response.getContentAsString()).text();
	}

}
