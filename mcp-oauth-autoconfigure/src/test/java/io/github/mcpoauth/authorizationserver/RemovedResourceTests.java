package io.github.mcpoauth.authorizationserver;

import java.util.Map;

import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.ConsentFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Grants of a resource that the operator has taken out of the configuration.
 */
class RemovedResourceTests {

	@RegisterExtension
	static final TestServer server = TestServer.start("mcp.oauth.scopes.write.description=Write notes");

	/** What the operator has removed is still granted in the tokens of before. */
	@Test
	void accountWhenResourceIsNotServedAnyMoreThenShownAsItWasCalled() {
		ConsentFlow local = ConsentFlow.register(server, ClientRequests.REDIRECT_URI);
		local.flow().login();
		Map<String, Object> tokens = local.redeem(local.approve("write"));
		OAuth2AuthorizationService authorizations = server.bean(OAuth2AuthorizationService.class);
		OAuth2Authorization granted = authorizations.findByToken((String) tokens.get("refresh_token"),
				OAuth2TokenType.REFRESH_TOKEN);
		String name = OAuth2AuthorizationRequest.class.getName();
		OAuth2AuthorizationRequest request = granted.getAttribute(name);
		authorizations.save(OAuth2Authorization.from(granted)
			.attribute(name,
					OAuth2AuthorizationRequest.from(request)
						.additionalParameters(
								(parameters) -> parameters.put("resource", "https://gone.example.com/mcp"))
						.build())
			.build());
		Reply account = local.browser().get(server.url("/oauth2/account"));
		assertThat(Jsoup.parse(account.body()).selectFirst("section").text())
			.contains("For https://gone.example.com/mcp");
	}

}
