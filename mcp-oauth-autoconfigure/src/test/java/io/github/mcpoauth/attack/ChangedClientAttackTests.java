package io.github.mcpoauth.attack;

import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.support.ChangingClient;
import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that changes while a person logs in and decides.
 */
@Tag("A19")
@ExtendWith(ChangingClient.class)
class ChangedClientAttackTests {

	@RegisterExtension
	static final TestServer server = TestServer.start(new Class<?>[] { TestApplication.class, ChangingClient.class });

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = "https://app.example.com/other")
	void decideWhenRedirectUriIsNotTheClientsAnyMoreThenNoRedirect(@Nullable String redirectUri) {
		for (String decision : new String[] { "approve", "deny" }) {
			ChangingClient.setRedirectUri(ClientRequests.REDIRECT_URI);
			OAuthFlow flow = OAuthFlow.withClientId(server, ChangingClient.ID);
			Element page = flow.consentPage(flow.request());
			ChangingClient.setRedirectUri(redirectUri);
			Reply reply = flow.decide(page, decision);
			assertThat(reply.status()).isEqualTo(400);
			assertThat(reply.location()).isNull();
		}
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = "https://app.example.com/other")
	void consentWhenRedirectUriIsNotTheClientsAnyMoreThenNotAsked(@Nullable String redirectUri) {
		OAuthFlow flow = OAuthFlow.withClientId(server, ChangingClient.ID);
		flow.authorize(flow.request());
		Reply toConsent = flow.browser().get(flow.login().location());
		ChangingClient.setRedirectUri(redirectUri);
		Reply page = flow.browser().get(toConsent.location());
		assertThat(page.status()).isEqualTo(400);
		assertThat(page.body()).doesNotContain("Allow");
	}

}
