package io.github.mcpoauth.authorizationserver;

import java.util.Map;
import java.util.UUID;

import org.jsoup.Jsoup;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Configuration;
import org.springframework.session.data.redis.config.annotation.web.http.EnableRedisHttpSession;

import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Redis;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.SigningKeyMaterial;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Logins whose sessions are in Redis (Spring Session): a browser may come to another
 * instance at each step.
 */
@Tag("FT18")
class SpringSessionTests {

	private static final String BASE_URL = "http://localhost:9997";

	private static final String PREFIX = "mcp.oauth.authorization-server.redis.key-prefix=" + UUID.randomUUID() + ":";

	@AutoClose
	private final TestServer first = start();

	@AutoClose
	private final TestServer second = start();

	private static TestServer start() {
		return TestServer.start(new Class<?>[] { TestApplication.class, Sessions.class },
				"mcp.oauth.base-url=" + BASE_URL, SigningKeyMaterial.CONFIGURED, "mcp.oauth.resource.scopes=read",
				"mcp.oauth.secret=a-secret-of-the-tests-with-32-or-more-characters",
				"mcp.oauth.authorization-server.store=redis", "spring.data.redis.port=" + Redis.shared().port(),
				PREFIX);
	}

	@Test
	void loginWhenEachStepOfTheBrowserIsAtAnotherInstanceThenWorks() {
		OAuthFlow one = OAuthFlow.registerBehind(this.first, BASE_URL);
		OAuthFlow two = one.at(this.second);
		Map<String, String> request = one.request();
		assertThat(one.authorize(request).location()).contains("/oauth2/login");
		Reply toAuthorize = two.login();
		Reply toConsent = get(this.first, one, toAuthorize.location());
		Reply consent = get(this.second, one, toConsent.location());
		String code = one.decide(Jsoup.parse(consent.body()), "approve").redirectParameters().get("code");
		Map<String, Object> tokens = two.token(two.tokenRequest(code)).json();
		assertThat(one.callMcp((String) tokens.get("access_token")).status()).isEqualTo(200);
		assertThat(get(this.second, one, BASE_URL + "/oauth2/account").body()).contains("alice", "Revoke access");
		assertThat(one.browser().cookie("SESSION")).isNotNull();
		assertThat(one.browser().cookie("JSESSIONID")).isNull();
	}

	private static Reply get(TestServer server, OAuthFlow flow, String location) {
		return flow.browser().get(location.replace(BASE_URL, server.url("")));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableRedisHttpSession
	static class Sessions {

	}

}
